"""Whether two counts differ by more than chance: against the sum of the binomial, and by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.changes import chance_of_difference
from geo.errors import WeightOutOfRange

COUNTS = st.integers(0, 60)


def by_hand(fewer: int, total: int) -> float:
    """Add up the smaller tail of heads in `total` throws, twice."""
    tail = sum(math.comb(total, i) for i in range(fewer + 1)) / 2**total
    return min(1.0, 2.0 * tail)


@given(COUNTS, COUNTS)
def test_it_is_twice_the_smaller_tail_of_the_binomial(before: int, after: int) -> None:
    found = chance_of_difference(before, after)
    assert found == pytest.approx(by_hand(min(before, after), before + after), rel=1e-9)


@given(COUNTS, COUNTS)
def test_it_does_not_matter_which_came_first(before: int, after: int) -> None:
    assert chance_of_difference(before, after) == chance_of_difference(after, before)


def test_nothing_against_nothing_is_no_difference() -> None:
    assert chance_of_difference(0, 0) == 1.0


def test_ten_times_as_many_is_no_chance() -> None:
    assert chance_of_difference(1000, 10_000) < 1e-12


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(WeightOutOfRange):
        chance_of_difference(-1, 3)
