"""R9: prizes within a budget, against an integer program."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from benchmarks.routing.profit import case, gathered, most_prize
from benchmarks.rows import Row
from geo.routing.patrol import solve
from geo.routing.plan import Budget

CASES, OPTIMAL, PRIZE_GAP = 30, 27, 0.003


def rows() -> Iterator[Row]:
    """Measure what is gathered, against the most that any plan can gather."""
    gaps = []
    for number in range(CASES):
        problem = case(number)
        most = most_prize(problem)
        if most is not None:
            ours = gathered(problem, solve(problem, Budget(20_000, 30.0), 1))
            gaps.append(1.0 - ours / most)
    optimal = sum(gap < 1e-9 for gap in gaps)  # noqa: PLR2004 -- rounding
    yield Row(
        "R9",
        f"prizes in 60 minutes, 2 teams, {CASES} generated towns of up to 24 lanes, against an"
        " integer program",
        f"{optimal} of {len(gaps)} optimal; mean gap {mean(gaps):.2%}",
        f"{OPTIMAL} optimal, mean gap <= {PRIZE_GAP:.1%}",
        optimal >= OPTIMAL and mean(gaps) <= PRIZE_GAP,
    )
