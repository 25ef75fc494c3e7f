"""The days that R9 to R13 are measured on, and what judges them."""

from dataclasses import replace

import pytest

from benchmarks.routing.days import LANES, YARDS, day, generated
from benchmarks.routing.mutants import mutants
from benchmarks.routing.profit import case, gathered, most_prize
from geo.routing.patrol import solve
from geo.routing.plan import Budget, Demand, Edge, Problem, Team
from geo.routing.verify import check

QUICK = Budget(2_000, 60.0)


@pytest.mark.parametrize("number", [3, 6])
def test_a_plan_gathers_the_most_that_an_integer_program_finds(number) -> None:
    problem = case(number)
    plan = solve(problem, QUICK, 1)
    assert check(problem, plan) == ()
    assert gathered(problem, plan) == most_prize(problem)


def test_the_integer_program_is_right_on_a_star() -> None:
    edges = tuple(Edge(0, i, 600.0, 10.0, i - 1) for i in range(1, 8))
    lanes = tuple(Demand(prize=float(i)) for i in range(1, 8))
    problem = Problem(8, edges, lanes, (), (Team(0, 0, 60.0), Team(0, 0, 20.0)))
    assert most_prize(problem) == 7 + 6 + 5 + 4


def test_a_generated_day_has_what_it_says_and_no_team_is_over_its_minutes() -> None:
    problem = day(generated(), 4)
    assert (len(problem.lanes), len(problem.stops)) == (LANES, YARDS)
    assert check(problem, solve(problem, Budget(200, 60.0), 1)) == ()


def test_every_mutant_of_a_full_day_is_caught() -> None:
    problem = day(generated(), 2)
    problem = replace(problem, teams=tuple(replace(t, budget_min=45.0) for t in problem.teams))
    plan = solve(problem, Budget(200, 60.0), 1)
    assert plan.omitted
    made = list(mutants(problem, plan, 24))
    assert len(made) > 20
    assert all(check(problem, mutant) for mutant in made)
