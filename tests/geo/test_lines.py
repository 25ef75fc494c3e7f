"""Cutting a line in two and joining two into one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString

from geo.errors import LinesApart, OutsideLine
from geo.lines import cut, join, length_m

X, Y = 91.1335, 29.6525
STEP = 0.001  # degrees of longitude, about 96.7 m here
BENT = LineString([(X, Y), (X + STEP, Y), (X + STEP, Y + STEP)])
OFFSETS = st.lists(
    st.tuples(st.integers(-30, 30), st.integers(-30, 30)), min_size=2, max_size=8, unique=True
)


def test_a_cut_in_the_middle_of_a_segment_makes_two_that_meet() -> None:
    first, second = cut(BENT, 50.0)
    assert length_m(first) == pytest.approx(50.0, abs=1e-6)
    assert first.coords[-1] == second.coords[0]
    assert list(second.coords)[1:] == list(BENT.coords)[1:]


def test_a_cut_at_a_vertex_repeats_no_vertex() -> None:
    at = length_m(LineString(BENT.coords[:2]))
    first, second = cut(BENT, at)
    assert (len(first.coords), len(second.coords)) == (2, 2)


@given(OFFSETS, st.floats(0.01, 0.99))
def test_the_parts_of_a_line_are_as_long_as_the_line(
    offsets: list[tuple[int, int]], share: float
) -> None:
    line = LineString([(X + dx * 1e-5, Y + dy * 1e-5) for dx, dy in offsets])
    first, second = cut(line, share * length_m(line))
    assert length_m(first) + length_m(second) == pytest.approx(length_m(line), abs=1e-5)
    assert length_m(first) == pytest.approx(share * length_m(line), abs=1e-5)


@pytest.mark.parametrize("at_m", [-1.0, 0.0, 1e6, float("nan")])
def test_there_is_no_cut_at_the_ends_or_beyond(at_m: float) -> None:
    with pytest.raises(OutsideLine):
        cut(BENT, at_m)


@given(OFFSETS, st.floats(0.05, 0.95), st.sets(st.sampled_from(["first", "second"])))
def test_what_was_cut_is_joined_again_whichever_way_the_parts_run(
    offsets: list[tuple[int, int]], share: float, turned: set[str]
) -> None:
    line = LineString([(X + dx * 1e-4, Y + dy * 1e-4) for dx, dy in offsets])
    parts = dict(zip(("first", "second"), cut(line, share * length_m(line)), strict=True))
    ways = [part.reverse() if name in turned else part for name, part in parts.items()]
    one = join(*ways, gap_m=0.0)
    assert length_m(one) == pytest.approx(length_m(line), abs=1e-5)


def test_a_joined_line_runs_as_its_first_part_did() -> None:
    first, second = cut(BENT, 50.0)
    assert join(first, second.reverse()).coords[0] == BENT.coords[0]
    assert join(second, first).coords[-1] == BENT.coords[-1]


def test_a_small_gap_is_bridged_and_a_large_one_is_not() -> None:
    near = LineString([(X + 1e-5, Y), (X + STEP, Y)])
    before = LineString([(X - STEP, Y), (X, Y)])
    assert len(join(before, near).coords) == 4
    with pytest.raises(LinesApart):
        join(before, near, gap_m=0.5)
