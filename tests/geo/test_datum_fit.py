"""Positions of a known place, shifted and not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString

from geo.crs import wgs84_to_bd09, wgs84_to_gcj02
from geo.datum_fit import likeliest, median_distances
from geo.datums import Datum
from geo.errors import LatitudeOutOfRange

EAST, NORTH = 91.1335, 29.6525  # Barkhor
STEPS = np.linspace(0, 0.003, 40)
LANES = [
    LineString([(EAST, NORTH), (EAST + 0.003, NORTH)]),
    LineString([(EAST + 0.003, NORTH), (EAST + 0.003, NORTH + 0.001)]),
]
SHIFTS = {
    Datum.WGS84: lambda lon, lat: (lon, lat),
    Datum.GCJ02: wgs84_to_gcj02,
    Datum.BD09: wgs84_to_bd09,
}


def along(offset=0.0):
    return EAST + STEPS, np.full_like(STEPS, NORTH + offset)


@pytest.mark.parametrize("datum", list(Datum))
def test_positions_by_the_lanes_tell_their_datum(datum):
    found = median_distances(*SHIFTS[datum](*along(0.00003)), LANES)
    assert likeliest(found) is datum
    assert found[datum] == pytest.approx(3.3, abs=0.3)


def test_barkhor_is_moved_by_what_is_known_of_it():
    found = median_distances(*wgs84_to_gcj02(*along()), LANES)
    assert 250 < found[Datum.WGS84] < 340


def test_positions_far_from_all_lanes_tell_nothing():
    assert likeliest(median_distances(*along(0.05), LANES)) is None


def test_nothing_to_compare_tells_nothing():
    assert median_distances([], [], LANES) == median_distances(*along(), []) == {}
    assert likeliest({}) is None


def test_a_position_that_is_none_is_refused():
    with pytest.raises(LatitudeOutOfRange):
        median_distances([91.0], [95.0], LANES)


@given(st.dictionaries(st.sampled_from(list(Datum)), st.floats(0, 1e4), min_size=3, max_size=3))
def test_a_shifted_datum_is_only_named_where_it_fits_better(distances):
    found = likeliest(distances)
    if found is not None:
        assert distances[found] <= 60.0 or distances[Datum.WGS84] <= 120.0
    if found in {Datum.GCJ02, Datum.BD09}:
        assert distances[found] * 2 < distances[Datum.WGS84]
