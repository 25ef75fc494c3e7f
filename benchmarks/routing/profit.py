"""Days on which not everything fits, and the most that any plan can gather there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

import highspy
import numpy as np

from geo.routing.plan import Demand, Edge, Plan, Problem, Team

TEAMS: Final = 2
MINUTES: Final = 60.0
SECONDS: Final = 120.0  # for the integer program, per case
SIZES: Final = ((3, 3), (3, 4), (4, 4))  # crossings along the sides of the town, in turn


def case(number: int) -> Problem:
    """Return a generated day: a grid of at most 24 optional lanes, two teams from one corner."""
    draw = np.random.default_rng(number)
    rows, side = SIZES[number % len(SIZES)]
    pairs = [(i, i + 1) for i in range(rows * side) if (i + 1) % side]
    pairs += [(i, i + side) for i in range((rows - 1) * side)]
    minutes = draw.integers(4, 13, len(pairs))
    edges = tuple(
        Edge(a, b, 60.0 * m, float(m), i)
        for i, ((a, b), m) in enumerate(zip(pairs, minutes, strict=True))
    )
    lanes = tuple(Demand(prize=float(p)) for p in draw.integers(1, 21, len(pairs)))
    return Problem(rows * side, edges, lanes, (), (Team(0, 0, MINUTES),) * TEAMS)


def gathered(problem: Problem, plan: Plan) -> float:
    """Return the prizes that a plan gathers."""
    left = {omission.lane for omission in plan.omitted}
    return sum(demand.prize for i, demand in enumerate(problem.lanes) if i not in left)


@dataclass(frozen=True)
class _Columns:
    """Where the variables of a team begin: served edges, walked arcs, flow on arcs."""

    edges: int
    team: int

    def served(self, edge: int) -> int:
        return self.team * 5 * self.edges + edge

    def walked(self, arc: int) -> int:
        return self.team * 5 * self.edges + self.edges + arc

    def flow(self, arc: int) -> int:
        return self.team * 5 * self.edges + 3 * self.edges + arc


def most_prize(problem: Problem) -> float | None:
    """Return the most that any plan gathers, or None where the time did not suffice to prove it.

    Per team: which edges it serves, how often it walks every arc, and a flow from its start that
    brings a unit to the tail of every edge that it serves, which keeps its walk in one piece.
    """
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)  # noqa: FBT003 -- highspy's own call
    model.setOptionValue("time_limit", SECONDS)
    model.setOptionValue("threads", 1)
    model.setOptionValue("mip_rel_gap", 0.0)
    count = len(problem.edges)
    for _ in problem.teams:
        _add_variables(model, problem)
    teams = [_Columns(count, k) for k in range(len(problem.teams))]
    for team, columns in zip(problem.teams, teams, strict=True):
        _add_team(model, problem, team, columns)
    for i in range(count):
        _row(model, {columns.served(i): 1.0 for columns in teams}, -np.inf, 1.0)
    model.changeObjectiveSense(highspy.ObjSense.kMaximize)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return round(float(model.getInfo().objective_function_value), 6)


def _add_variables(model: highspy.Highs, problem: Problem) -> None:
    count = len(problem.edges)
    for edge in problem.edges:
        model.addCol(problem.lanes[edge.lane].prize, 0.0, 1.0, 0, [], [])
    for upper, _ in product((2.0, float(count)), range(2 * count)):
        model.addCol(0.0, 0.0, upper, 0, [], [])
    last = model.getNumCol()
    for column in range(last - 5 * count, last - 2 * count):
        model.changeColIntegrality(column, highspy.HighsVarType.kInteger)


def _add_team(model: highspy.Highs, problem: Problem, team: Team, columns: _Columns) -> None:
    """Add what one team's walk must be; arc 2 i runs along edge i, arc 2 i + 1 against it."""
    count = len(problem.edges)
    minutes = {columns.walked(a): problem.edges[a // 2].minutes for a in range(2 * count)}
    _row(model, minutes, -np.inf, team.budget_min)
    for i in range(count):
        along, against = columns.walked(2 * i), columns.walked(2 * i + 1)
        _row(model, {columns.served(i): 1.0, along: -1.0, against: -1.0}, -np.inf, 0.0)
    for a in range(2 * count):
        _row(model, {columns.flow(a): 1.0, columns.walked(a): -float(count)}, -np.inf, 0.0)
    for node in range(problem.nodes):
        balance: dict[int, float] = {}
        flow: dict[int, float] = {}
        for a in range(2 * count):
            edge = problem.edges[a // 2]
            ends = (edge.head, edge.tail) if a % 2 else (edge.tail, edge.head)
            sign = (ends[1] == node) - (ends[0] == node)
            if sign:
                balance[columns.walked(a)] = flow[columns.flow(a)] = float(sign)
        _row(model, balance, 0.0, 0.0)
        if node != team.start:
            wanted = {
                columns.served(i): -1.0 for i, e in enumerate(problem.edges) if e.tail == node
            }
            _row(model, flow | wanted, 0.0, 0.0)


def _row(model: highspy.Highs, terms: dict[int, float], low: float, high: float) -> None:
    model.addRow(low, high, len(terms), list(terms), list(terms.values()))
