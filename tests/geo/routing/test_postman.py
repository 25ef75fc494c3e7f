"""Chinese and rural postmen: by hand, by brute force, by published optima; bad input."""

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.routing import rpp
from benchmarks.routing.files import Wish
from geo.errors import NodeOutOfRange, NotConnected, WeightOutOfRange
from geo.routing.postman import PostmanProblem, Stop, solve
from tests.geo.routing.walks import cost_of_vertices, cost_of_walk, least_cost

# Two squares, four apart, joined by two lanes; the squares are required.
SQUARES = PostmanProblem(
    8,
    (
        *((0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)),
        *((4, 5, 1.0), (5, 6, 1.0), (6, 7, 1.0), (7, 4, 1.0)),
        *((1, 4, 4.0), (2, 7, 5.0)),
    ),
    frozenset(range(8)),
)


@st.composite
def problems(draw, parallel=5, least=0):
    """Connected graphs of five nodes and up to eight edges, some required, with small costs."""
    costs = st.integers(least, 6).map(float)
    edges = [(node, draw(st.integers(0, node - 1)), draw(costs)) for node in range(1, 5)]
    node = st.integers(0, 4)
    edges += draw(st.lists(st.tuples(node, node, costs), max_size=parallel - 1))
    required = draw(st.sets(st.integers(0, len(edges) - 1)))
    start = draw(st.none() | node)
    return PostmanProblem(5, tuple(edges), frozenset(required), start)


def judged(problem: PostmanProblem, **stop: float):
    """A tour whose walk was checked and costs what it says."""
    tour = solve(problem, Stop(**stop))
    wanted = set(range(len(problem.edges))) if problem.required is None else set(problem.required)
    cost = cost_of_walk(list(problem.edges), wanted, list(tour.steps), problem.start)
    assert cost == pytest.approx(tour.cost)
    assert tour.bound <= tour.cost + 1e-9
    return tour


def test_two_squares_are_joined_twice_by_the_shorter_lane() -> None:
    assert judged(SQUARES).cost == 8 + 2 * 4


def test_a_lane_with_two_dead_ends_is_walked_there_and_back() -> None:
    assert judged(PostmanProblem(2, ((0, 1, 7.5),))).cost == 15.0


def test_a_start_aside_is_walked_to_and_from() -> None:
    problem = PostmanProblem(3, ((0, 1, 3.0), (1, 2, 4.0)), frozenset({1}), start=0)
    assert judged(problem).steps[0] == (0, True)
    assert judged(problem).cost == 14.0


def test_the_konigsberg_bridges_cost_two_more() -> None:
    bridges = (
        (0, 1, 1.0),
        (0, 1, 1.0),
        (0, 2, 1.0),
        (0, 2, 1.0),
        (0, 3, 1.0),
        (1, 3, 1.0),
        (2, 3, 1.0),
    )
    assert judged(PostmanProblem(4, bridges)).cost == 9.0


@given(problems())
@settings(max_examples=60)
def test_no_closed_walk_is_shorter(problem: PostmanProblem) -> None:
    if not problem.required:
        assert solve(problem).steps == ()
        return
    tour = judged(problem)
    wanted = set(problem.required)
    assert tour.proved
    assert tour.cost == least_cost(5, list(problem.edges), wanted, problem.start)


@given(problems(), st.integers(0, 3))
@settings(max_examples=40)
def test_a_search_cut_short_still_gives_a_walk_and_a_bound(
    problem: PostmanProblem, branches: int
) -> None:
    tour = judged(problem, branches=branches, cpu_seconds=1e-9)
    assert tour.bound <= solve(problem).cost + 1e-9
    assert tour.proved == (tour.bound >= tour.cost)


@given(problems())
@settings(max_examples=20)
def test_the_same_problem_gives_the_same_walk(problem: PostmanProblem) -> None:
    assert solve(problem).steps == solve(problem).steps


def test_nothing_required_is_no_walk() -> None:
    assert solve(PostmanProblem(2, ((0, 1, 1.0),), frozenset(), start=1)).steps == ()
    assert solve(PostmanProblem(0, ())).gap == 0.0


def test_lanes_without_length_are_walked_too() -> None:
    edges = ((0, 1, 0.0), (1, 2, 0.0), (2, 0, 5.0), (2, 2, 0.0), (3, 4, 0.0), (4, 0, 1.0))
    tour = judged(PostmanProblem(5, edges, start=1))
    assert tour.cost == 7.0
    assert {edge for edge, _ in tour.steps} == set(range(6))


def test_a_loop_is_walked_once_on_the_way() -> None:
    tour = judged(PostmanProblem(2, ((0, 1, 2.0), (1, 1, 9.0)), frozenset({1}), start=0))
    assert tour.cost == 13.0


def test_what_cannot_be_reached_is_named() -> None:
    with pytest.raises(NotConnected) as caught:
        solve(PostmanProblem(4, ((0, 1, 1.0), (2, 3, 1.0))))
    assert caught.value.path == "/required/1"


def test_a_start_that_is_cut_off_is_named() -> None:
    with pytest.raises(NotConnected) as caught:
        solve(PostmanProblem(3, ((0, 1, 1.0),), start=2))
    assert caught.value.path == "/start"


@pytest.mark.parametrize("bad", [-1.0, math.nan, math.inf])
def test_a_cost_that_is_none_is_refused(bad: float) -> None:
    with pytest.raises(WeightOutOfRange):
        solve(PostmanProblem(2, ((0, 1, bad),)))


@pytest.mark.parametrize(
    "problem",
    [
        PostmanProblem(2, ((0, 2, 1.0),)),
        PostmanProblem(2, ((0, 1, 1.0),), start=5),
        PostmanProblem(2, ((0, 1, 1.0),), frozenset({1})),
    ],
)
def test_a_number_that_names_nothing_is_refused(problem: PostmanProblem) -> None:
    with pytest.raises(NodeOutOfRange):
        solve(problem)


@pytest.mark.parametrize("name", ["UR557", "UR552"])
def test_published_optima_are_reached_and_proved(shared_data: Path, name: str) -> None:
    with (shared_data / "routing" / "bounds.csv").open(encoding="utf-8") as file:
        best = {row["instance"]: float(row["ub"]) for row in csv.DictReader(file)}
    path = shared_data / "routing" / "rpp" / name
    problem, answer = rpp.read(path), rpp.answer(path, Wish())
    assert (answer.cost, answer.proved) == (best[name], True)
    edges = list(problem.edges)
    walk = {"vertices": answer.walks[0].vertices, "serves": answer.walks[0].serves}
    assert cost_of_vertices(edges, edges[: len(problem.required or ())], walk) == answer.cost
