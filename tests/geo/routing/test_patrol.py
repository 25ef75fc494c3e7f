import itertools
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from geo.errors import NotAMeasure, NoTeams, UnknownPosition
from geo.routing.patrol import Progress, solve
from geo.routing.plan import NO_LANE, Budget, Demand, Edge, Omission, Plan, Problem, Stop, Team, Why
from geo.routing.verify import check
from tests.geo.routing.days import DUE, QUICK, day, days, lane_edges, town


def planned(problem: Problem, stop: Budget = QUICK, seed: int = 1) -> Plan:
    """Plan a day, and make sure that the verifier has nothing to say about it."""
    plan = solve(problem, stop, seed)
    assert check(problem, plan) == ()
    return plan


def reasons(plan: Plan) -> list[tuple[int | None, int | None, Why]]:
    return [(omission.lane, omission.stop, omission.why) for omission in plan.omitted]


def test_a_ring_is_walked_once_round() -> None:
    plan = planned(day(lane_edges((0, 1), (1, 2), (2, 3), (3, 0))))
    assert (plan.longest_min, plan.walks[0].repeated_m) == (4.0, 0.0)


def test_a_dead_end_is_walked_there_and_back() -> None:
    plan = planned(day(lane_edges((0, 1), (1, 2))))
    assert [leg.serves for leg in plan.walks[0].legs].count(True) == 2
    assert (plan.walks[0].metres, plan.walks[0].repeated_m) == (240.0, 120.0)


def test_two_teams_share_two_rings() -> None:
    rings = lane_edges((0, 1), (1, 2), (2, 0), (0, 3), (3, 4), (4, 0))
    plan = planned(day(rings, teams=2))
    assert [walk.minutes for walk in plan.walks] == [3.0, 3.0]
    assert plan.gap == 0.0


def test_a_courtyard_takes_its_minutes() -> None:
    yard = Stop(1, Demand(required=True, service_min=5.0))
    plan = planned(replace(day(lane_edges((0, 1))), stops=(yard,)))
    assert plan.longest_min == 7.0
    assert [leg.stop for leg in plan.walks[0].legs] == [None, 0, None]


def test_a_lane_of_several_edges_is_walked_by_one_team() -> None:
    edges = [Edge(0, 1, 60.0, 1.0, 0), Edge(2, 3, 60.0, 1.0, 0), Edge(1, 2, 60.0, 1.0)]
    plan = planned(day(edges, teams=3))
    assert [len(walk.legs) > 0 for walk in plan.walks].count(True) == 1


def test_a_lane_that_is_too_far_is_named() -> None:
    far = Edge(0, 1, 6000.0, 100.0, 1)
    plan = planned(day([*lane_edges((0, 2)), far]))
    assert reasons(plan) == [(1, None, Why.TOO_FAR)]


def test_a_dead_end_of_many_edges_is_not_taken_for_too_far() -> None:
    edges = [Edge(node, node + 1, 60.0, 1.0, 0) for node in range(5)]
    plan = planned(day(edges, budget=10.0))
    assert reasons(plan) == []
    assert plan.longest_min == 10.0


def test_a_lane_that_no_way_leads_to_is_named() -> None:
    plan = planned(day(lane_edges((0, 1), (5, 6))))
    assert reasons(plan) == [(1, None, Why.UNREACHABLE)]


def test_a_lane_without_edges_cannot_be_walked() -> None:
    problem = replace(day(lane_edges((0, 1))), lanes=(DUE, DUE))
    assert reasons(planned(problem)) == [(1, None, Why.UNREACHABLE)]


def test_a_budget_that_fits_nothing_leaves_everything_out() -> None:
    plan = planned(day(lane_edges((0, 1), (0, 2)), budget=0.5))
    assert [why for _, _, why in reasons(plan)] == [Why.TOO_FAR, Why.TOO_FAR]
    assert plan.walks[0].legs == ()


def test_what_is_required_comes_before_any_prize() -> None:
    problem = day(lane_edges((0, 1), (0, 2)), budget=2.0)
    lanes = (DUE, Demand(prize=1e6))
    plan = planned(replace(problem, lanes=lanes))
    assert plan.omitted == (Omission(1, None, Why.NO_TIME),)


def test_the_greater_prize_is_taken_where_one_fits() -> None:
    problem = day(lane_edges((0, 1), (0, 2), (0, 3)), budget=2.0)
    lanes = (Demand(prize=1.0), Demand(prize=3.0), Demand(prize=2.0))
    plan = planned(replace(problem, lanes=lanes))
    assert [omission.lane for omission in plan.omitted] == [0, 2]


def test_a_lane_goes_to_the_team_that_it_is_locked_to() -> None:
    problem = day(lane_edges((0, 1), (0, 2)), teams=2)
    lanes = (replace(DUE, team=1), replace(DUE, team=1))
    plan = planned(replace(problem, lanes=lanes))
    assert plan.walks[0].legs == ()


def test_a_team_waits_for_a_window() -> None:
    lanes = (replace(DUE, window=(10.0, 12.0)),)
    plan = planned(replace(day(lane_edges((0, 1))), lanes=lanes))
    assert [leg.begins_min for leg in plan.walks[0].legs if leg.serves] == [10.0]
    assert (plan.walks[0].minutes, plan.walks[0].waiting_min) == (11.0, 9.0)


def test_a_window_that_closes_too_early_is_the_reason() -> None:
    edges = [Edge(0, 1, 300.0, 5.0, NO_LANE), Edge(1, 2, 60.0, 1.0, 0)]
    problem = replace(day(edges), lanes=(replace(DUE, window=(0.0, 4.0)),))
    assert reasons(planned(problem)) == [(0, None, Why.WINDOW)]


def test_parallel_lanes_loops_and_lanes_without_length_are_all_walked() -> None:
    edges = lane_edges((0, 1), (0, 1), (1, 1), (1, 2))
    plan = planned(day([*edges, Edge(2, 0, 0.0, 0.0, 4)]))
    assert (plan.omitted, plan.longest_min) == ((), 5.0)


def test_a_start_off_the_network_reaches_nothing() -> None:
    problem = replace(day(lane_edges((0, 1))), teams=(Team(7, 7, 60.0),))
    assert reasons(planned(problem)) == [(0, None, Why.UNREACHABLE)]


@pytest.mark.parametrize("edges", [(), (Edge(0, 1, 60.0, 1.0),)])
def test_where_nothing_is_asked_nobody_walks(edges: tuple[Edge, ...]) -> None:
    plan = planned(day(edges, teams=2))
    assert (plan.omitted, plan.longest_min, plan.gap) == ((), 0.0, 0.0)


def test_nobody_present_is_refused() -> None:
    with pytest.raises(NoTeams):
        solve(day(lane_edges((0, 1)), teams=0), QUICK, 1)


def test_a_node_that_does_not_exist_is_refused_with_its_place() -> None:
    with pytest.raises(UnknownPosition) as caught:
        solve(day(lane_edges((0, 99))), QUICK, 1)
    assert caught.value.path == "/edges/0/head"


@pytest.mark.parametrize("minutes", [-1.0, float("nan"), float("inf")])
def test_a_time_that_is_none_is_refused(minutes: float) -> None:
    with pytest.raises(NotAMeasure):
        solve(day([Edge(0, 1, 60.0, minutes, 0)]), QUICK, 1)


def test_the_same_seed_gives_the_same_plan() -> None:
    first, second = (planned(town(), seed=5) for _ in range(2))
    assert first == replace(second, cpu_seconds=first.cpu_seconds)


def test_the_watcher_sees_the_search_and_can_end_it() -> None:
    seen: list[Progress] = []

    def watch(progress: Progress) -> bool:
        seen.append(progress)
        return len(seen) < 3

    plan = solve(town(), Budget(10**9, 60.0), 1, watch)
    assert len(seen) == 3
    assert check(town(), plan) == ()
    assert seen[-1].missed == 0


@given(days())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_the_verifier_finds_nothing_in_any_plan(problem: Problem) -> None:
    planned(problem, Budget(50, 60.0))


def brute_force(problem: Problem) -> float:
    """Return the shortest longest walk of any plan, by trying all of them; lanes of one edge."""
    far = times_between(problem)
    count, longest = len(problem.edges), float("inf")
    for owners in itertools.product(range(len(problem.teams)), repeat=count):
        walks = []
        for k, team in enumerate(problem.teams):
            mine = [edge for edge, owner in zip(problem.edges, owners, strict=True) if owner == k]
            walks.append(min(walks_over(mine, team, far)))
        longest = min(longest, max(walks))
    return longest


def times_between(problem: Problem) -> dict[tuple[int, int], float]:
    nodes = range(problem.nodes)
    far = {(a, b): 0.0 if a == b else float("inf") for a in nodes for b in nodes}
    for e in problem.edges:
        far[e.tail, e.head] = far[e.head, e.tail] = min(far[e.tail, e.head], e.minutes)
    for k, a, b in itertools.product(nodes, nodes, nodes):
        far[a, b] = min(far[a, b], far[a, k] + far[k, b])
    return far


def walks_over(edges: list[Edge], team: Team, far: dict[tuple[int, int], float]) -> Iterator[float]:
    """Yield the minutes of every order and direction of some edges."""
    for order in itertools.permutations(edges):
        for flips in itertools.product([False, True], repeat=len(order)):
            here, minutes = team.start, 0.0
            for edge, flip in zip(order, flips, strict=True):
                enter, leave = (edge.head, edge.tail) if flip else (edge.tail, edge.head)
                minutes, here = minutes + far[here, enter] + edge.minutes, leave
            yield minutes + far[here, team.end] if edges else 0.0


@pytest.mark.parametrize("seed", range(5))
def test_no_other_plan_has_a_shorter_longest_walk(seed: int) -> None:
    draw = random.Random(seed)
    ends = [(0, 1), (1, 2), (2, 3), (3, 0), (1, 3)]
    edges = [Edge(a, b, 60.0, float(draw.randint(1, 9)), i) for i, (a, b) in enumerate(ends)]
    problem = day(edges, nodes=4)
    problem = replace(problem, teams=(Team(0, 0, 99.0), Team(2, 1, 99.0)))
    plan = planned(problem, Budget(1000, 60.0))
    assert plan.bound_min <= plan.longest_min == pytest.approx(brute_force(problem))


def test_an_absent_teams_lanes_are_shared_and_the_others_keep_theirs() -> None:
    edges = lane_edges((0, 1), (1, 0), (0, 2), (2, 0), (0, 3), (3, 0))
    problem = replace(day(edges, teams=2), previous=(frozenset({0, 1}), frozenset({2, 3})))
    plan = planned(problem)
    lanes = [{edges[leg.edge].lane for leg in w.legs if leg.edge is not None} for w in plan.walks]
    assert ({0, 1} <= lanes[0], {2, 3} <= lanes[1]) == (True, True)


def walked_by(problem: Problem, plan: Plan) -> list[set[int]]:
    """Return the lanes that each team serves."""
    legs = [
        [leg for leg in walk.legs if leg.serves and leg.edge is not None] for walk in plan.walks
    ]
    return [{problem.edges[leg.edge or 0].lane for leg in one} for one in legs]


def test_where_minutes_are_short_the_others_keep_what_they_have() -> None:
    star = lane_edges(*((0, i) for i in range(1, 9)))  # two minutes each, there and back
    before = (frozenset({0, 5}), frozenset({3, 6}))
    problem = replace(day(star, teams=2, budget=4.0), previous=before)
    plan = planned(problem)
    assert walked_by(problem, plan) == [{0, 5}, {3, 6}]
    assert [omission.lane for omission in plan.omitted] == [1, 2, 4, 7]


def test_a_courtyard_stays_with_its_team() -> None:
    ring = lane_edges((0, 1), (1, 2), (2, 0))
    yards = (Stop(0, DUE), Stop(0, DUE), Stop(0, DUE))
    for own in (({0, 1, 2}, set[int]()), (set[int](), {0, 1, 2})):
        before = tuple(frozenset(one) for one in own)
        problem = replace(day(ring, teams=2), stops=yards, previous_stops=before)
        plan = planned(problem)
        stops = [{leg.stop for leg in walk.legs} - {None} for walk in plan.walks]
        assert stops == list(own)


def test_what_is_not_due_gives_way_to_an_absent_teams_lane_that_is() -> None:
    star = lane_edges((0, 1), (0, 2), (0, 3))
    problem = replace(
        day(star, teams=1, budget=4.0),
        lanes=(DUE, Demand(prize=1.0), DUE),
        previous=(frozenset({0, 1}),),
    )
    plan = planned(problem)
    assert walked_by(problem, plan) == [{0, 2}]


def test_a_lane_given_by_hand_is_no_stranger_to_its_new_team() -> None:
    star = lane_edges((0, 1), (0, 2))
    problem = replace(
        day(star, teams=2),
        lanes=(replace(DUE, team=1), DUE),
        previous=(frozenset({0}), frozenset({1})),
        teams=(Team(0, 0, 0.5), Team(0, 0, 2.0)),  # the second has minutes for one
    )
    assert walked_by(problem, planned(problem)) == [set(), {0}]


def test_a_lane_changes_hands_where_more_is_walked_for_it() -> None:
    # The first team has four minutes, and a lane of one; the two that are left take two each and
    # are the first team's alone. The second has room for the lane of one.
    short = lane_edges((0, 1), (0, 2), minutes=0.5)
    star = (*short, Edge(0, 3, 60.0, 1.0, 2), Edge(0, 4, 60.0, 1.0, 3))
    problem = replace(
        day(star, teams=2, budget=3.0),
        lanes=(DUE, DUE, replace(DUE, team=0), replace(DUE, team=0)),
        previous=(frozenset({0}), frozenset({1})),
        teams=(Team(0, 0, 4.0), Team(0, 0, 3.0)),
    )
    plan = planned(problem)
    assert walked_by(problem, plan) == [{2, 3}, {0, 1}]


def test_a_team_walks_other_lanes_than_yesterday_where_that_costs_nothing() -> None:
    edges = lane_edges((0, 1), (1, 0), (0, 2), (2, 0))
    for mine in ({0, 1}, {2, 3}):
        known = (frozenset(mine), frozenset({0, 1, 2, 3} - mine))
        plan = planned(replace(day(edges, teams=2), familiar=known))
        assert {edges[leg.edge or 0].lane for leg in plan.walks[0].legs} == set(known[1])
