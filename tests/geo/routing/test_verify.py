from collections.abc import Iterator
from dataclasses import replace

import pytest

from geo.routing.patrol import solve
from geo.routing.plan import Omission, Plan, Problem, Why
from geo.routing.verify import Wrong, check
from tests.geo.routing.days import QUICK, town, with_legs, with_walk

TIGHT = replace(town(), teams=tuple(replace(team, budget_min=9.0) for team in town().teams))


def faults(problem: Problem, plan: Plan) -> set[Wrong]:
    return {fault.wrong for fault in check(problem, plan)}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Give a plan of the town that has nothing wrong."""
    made = solve(town(), QUICK, 1)
    assert check(town(), made) == ()
    return made


def legs_mutated(plan: Plan) -> Iterator[Plan]:
    """Give the plan with each leg dropped, doubled, turned, shifted, lengthened or unserved."""
    for k, walk in enumerate(plan.walks):
        for i, leg in enumerate(walk.legs):
            before, after = walk.legs[:i], walk.legs[i + 1 :]
            yield with_legs(plan, k, before + after)
            yield with_legs(plan, k, (*before, leg, leg, *after))
            for change in (
                {"forward": not leg.forward},
                {"serves": not leg.serves},
                {"begins_min": leg.begins_min + 0.1},
                {"minutes": leg.minutes + 0.1},
                {"stop": 0 if leg.stop is None else None},
                {"edge": 99, "stop": None},
                {"edge": -1, "stop": None},
            ):
                yield with_legs(plan, k, (*before, replace(leg, **change), *after))
        for i in range(len(walk.legs) - 1):
            swapped = (walk.legs[i + 1], walk.legs[i])
            yield with_legs(plan, k, (*walk.legs[:i], *swapped, *walk.legs[i + 2 :]))


def totals_mutated(plan: Plan) -> Iterator[Plan]:
    """Give the plan with each total changed, and its walks exchanged or left out."""
    for k, walk in enumerate(plan.walks):
        for name in ("minutes", "metres", "repeated_m", "waiting_min"):
            yield with_walk(plan, k, replace(walk, **{name: getattr(walk, name) + 0.1}))
    yield replace(plan, longest_min=plan.longest_min + 0.1)
    yield replace(plan, bound_min=plan.longest_min + 0.1)
    yield replace(plan, bound_min=-1.0)
    yield replace(plan, walks=plan.walks[::-1])
    yield replace(plan, walks=plan.walks[:1])


def omissions_mutated(plan: Plan) -> Iterator[Plan]:
    """Give the plan with each omission hidden, doubled or excused, and something served named."""
    for i, omission in enumerate(plan.omitted):
        rest = plan.omitted[:i] + plan.omitted[i + 1 :]
        yield replace(plan, omitted=rest)
        yield replace(plan, omitted=(*plan.omitted, omission))
        for why in {Why.UNREACHABLE, Why.TOO_FAR, Why.WINDOW} - {omission.why}:
            yield replace(plan, omitted=(*rest, replace(omission, why=why)))
    served = {
        town().edges[leg.edge].lane
        for w in plan.walks
        for leg in w.legs
        if leg.edge is not None and leg.serves
    }
    for lane in served:
        yield replace(plan, omitted=(*plan.omitted, Omission(lane, None, Why.NO_TIME)))


def test_every_mutated_leg_is_caught(plan: Plan) -> None:
    mutants = list(legs_mutated(plan))
    assert len(mutants) > 100
    assert [mutant for mutant in mutants if mutant != plan and not check(town(), mutant)] == []


def test_every_mutated_total_is_caught(plan: Plan) -> None:
    assert all(check(town(), mutant) for mutant in totals_mutated(plan))


def test_every_mutated_omission_is_caught() -> None:
    plan = solve(TIGHT, QUICK, 1)
    assert plan.omitted
    assert check(TIGHT, plan) == ()
    assert all(check(TIGHT, mutant) for mutant in omissions_mutated(plan))


def test_a_walk_over_budget_is_caught(plan: Plan) -> None:
    poor = replace(town(), teams=tuple(replace(t, budget_min=5.0) for t in town().teams))
    assert Wrong.BUDGET in faults(poor, plan)


def test_a_lane_walked_by_another_team_than_its_own_is_caught(plan: Plan) -> None:
    for k in range(2):
        lanes = tuple(replace(lane, team=k) for lane in town().lanes)
        assert Wrong.LOCK in faults(replace(town(), lanes=lanes), plan)


def test_a_courtyard_entered_outside_its_window_is_caught(plan: Plan) -> None:
    stop = town().stops[0]
    late = replace(stop, demand=replace(stop.demand, window=(29.0, 30.0)))
    assert Wrong.WINDOW in faults(replace(town(), stops=(late, town().stops[1])), plan)


def test_a_lane_shared_by_two_teams_is_caught(plan: Plan) -> None:
    first = next(leg for leg in plan.walks[0].legs if leg.serves and leg.edge is not None)
    lane = town().edges[first.edge or 0].lane
    other = next(leg for leg in plan.walks[1].legs if leg.serves and leg.edge is not None)
    edges = list(town().edges)
    edges[other.edge or 0] = replace(edges[other.edge or 0], lane=lane)
    assert Wrong.BROKEN in faults(replace(town(), edges=tuple(edges)), plan)
