"""Small days to plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from hypothesis import strategies as st

from geo.routing.plan import NO_LANE, Budget, Demand, Edge, Leg, Plan, Problem, Stop, Team, Walk

DUE = Demand(required=True)
QUICK = Budget(500, 60.0)
Change = Callable[[Plan], Plan]


def lane_edges(*ends: tuple[int, int], minutes: float = 1.0) -> tuple[Edge, ...]:
    """Return edges of 60 m a minute, each a lane of its own."""
    return tuple(Edge(a, b, 60.0 * minutes, minutes, i) for i, (a, b) in enumerate(ends))


def day(edges: Iterable[Edge], teams: int = 1, budget: float = 60.0, nodes: int = 9) -> Problem:
    """Return a day on which all lanes are due and every team starts and ends at node 0."""
    edges = tuple(edges)
    lanes = max((edge.lane for edge in edges), default=NO_LANE) + 1
    return Problem(nodes, edges, (DUE,) * lanes, (), (Team(0, 0, budget),) * teams)


def town() -> Problem:
    """Return a ladder of eleven lanes, two of them of two edges, with two courtyards."""
    rows = [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7), (0, 4), (1, 5), (2, 6), (3, 7)]
    lanes = [0, 0, 1, 2, 3, 3, 4, 5, 6, NO_LANE]
    edges = [Edge(a, b, 90.0, 1.5, k) for (a, b), k in zip(rows, lanes, strict=True)]
    stops = (Stop(2, Demand(required=True, service_min=2.0)), Stop(7, Demand(prize=1.0)))
    office, home = Team(0, 0, 30.0), Team(4, 6, 30.0)
    return Problem(8, tuple(edges), (DUE,) * 7, stops, (office, home))


demands = st.builds(
    Demand,
    required=st.booleans(),
    prize=st.sampled_from([0.0, 1.0, 2.5]),
    service_min=st.sampled_from([0.0, 0.5]),
    window=st.sampled_from([None, None, None, (0.0, 4.0), (3.0, 9.0)]),
    team=st.sampled_from([None, None, None, 0]),
)


@st.composite
def days(draw: st.DrawFn) -> Problem:
    """Draw a day on a small network: loops, parallels, islands, no length, all of it."""
    nodes, lanes = draw(st.integers(1, 6)), draw(st.integers(0, 5))
    node = st.integers(0, nodes - 1)
    minutes = st.sampled_from([0.0, 0.5, 1.0, 2.0])
    edge = st.builds(Edge, node, node, st.just(0.0), minutes, st.integers(NO_LANE, lanes - 1))
    edges = draw(st.lists(edge, max_size=9))
    budget = st.sampled_from([0.5, 5.0, 12.0, 60.0])
    return Problem(
        nodes,
        tuple(replace(edge, metres=60.0 * edge.minutes) for edge in edges),
        tuple(draw(demands) for _ in range(lanes)),
        tuple(draw(st.lists(st.builds(Stop, node, demands), max_size=2))),
        tuple(draw(st.lists(st.builds(Team, node, node, budget), min_size=1, max_size=3))),
    )


def with_walk(plan: Plan, k: int, walk: Walk) -> Plan:
    """Return a plan with one walk exchanged."""
    return replace(plan, walks=(*plan.walks[:k], walk, *plan.walks[k + 1 :]))


def with_legs(plan: Plan, k: int, legs: Iterable[Leg]) -> Plan:
    """Return a plan with one walk's legs exchanged and nothing else."""
    return with_walk(plan, k, replace(plan.walks[k], legs=tuple(legs)))
