"""WGS 84, GCJ-02 and BD-09: hand-worked values, round trips, edges, refusals."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.crs import (
    Datum,
    bd09_to_wgs84,
    gcj02_to_wgs84,
    in_china,
    metres_between,
    to_wgs84,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)
from geo.errors import GeoError, LatitudeOutOfRange, LongitudeOutOfRange, NotFinite

Conversion = Callable[[Any, Any], tuple[Any, Any]]

BARKHOR = (91.1326, 29.6530)
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271
MARGIN = 0.02
INSIDE_LON = st.floats(WEST + MARGIN, EAST - MARGIN)
INSIDE_LAT = st.floats(SOUTH + MARGIN, NORTH - MARGIN)
OUTSIDE = [(7.4246, 43.7384), (0.0, 0.0), (-91.1326, 29.653), (91.1326, -29.653), (180.0, 90.0)]
ALL_FOUR = [wgs84_to_gcj02, gcj02_to_wgs84, wgs84_to_bd09, bd09_to_wgs84]


def by_the_book(lon: float, lat: float) -> tuple[float, float]:
    """GCJ-02 written once more with `math`, term by term, as an independent judge."""
    x, y, pi = lon - 105, lat - 35, math.pi
    wave = 20 * math.sin(6 * x * pi) + 20 * math.sin(2 * x * pi)
    n = -100 + 2 * x + 3 * y + 0.2 * y**2 + 0.1 * x * y + 0.2 * abs(x) ** 0.5
    n += (wave + 20 * math.sin(y * pi) + 40 * math.sin(y / 3 * pi)) * 2 / 3
    n += (160 * math.sin(y / 12 * pi) + 320 * math.sin(y * pi / 30)) * 2 / 3
    e = 300 + x + 2 * y + 0.1 * x**2 + 0.1 * x * y + 0.1 * abs(x) ** 0.5
    e += (wave + 20 * math.sin(x * pi) + 40 * math.sin(x / 3 * pi)) * 2 / 3
    e += (150 * math.sin(x / 12 * pi) + 300 * math.sin(x / 30 * pi)) * 2 / 3
    a, ee = 6378245.0, 0.00669342162296594323
    magic = 1 - ee * math.sin(math.radians(lat)) ** 2
    n = n * 180 / (a * (1 - ee) / (magic * magic**0.5) * pi)
    e = e * 180 / (a / magic**0.5 * math.cos(math.radians(lat)) * pi)
    return lon + e, lat + n


def test_gcj02_moves_barkhor_149_metres_east() -> None:
    shifted = wgs84_to_gcj02(*BARKHOR)
    assert shifted[0] > BARKHOR[0]
    assert metres_between(*BARKHOR, shifted[0], BARKHOR[1]) == pytest.approx(149, abs=1)


def test_gcj02_moves_barkhor_302_metres_south() -> None:
    shifted = wgs84_to_gcj02(*BARKHOR)
    assert shifted[1] < BARKHOR[1]
    assert metres_between(*BARKHOR, BARKHOR[0], shifted[1]) == pytest.approx(302, abs=1)


def test_gcj02_moves_barkhor_337_metres_in_all() -> None:
    assert metres_between(*BARKHOR, *wgs84_to_gcj02(*BARKHOR)) == pytest.approx(337, abs=1)


@given(INSIDE_LON, INSIDE_LAT)
def test_gcj02_agrees_with_the_formula_written_out_once_more(lon: float, lat: float) -> None:
    assert wgs84_to_gcj02(lon, lat) == pytest.approx(by_the_book(lon, lat), abs=1e-12)


def test_bd09_lies_where_the_two_line_formula_says() -> None:
    x, y = by_the_book(*BARKHOR)
    k = math.pi * 3000 / 180
    z = math.sqrt(x * x + y * y) + 0.00002 * math.sin(y * k)
    theta = math.atan2(y, x) + 0.000003 * math.cos(x * k)
    expected = (z * math.cos(theta) + 0.0065, z * math.sin(theta) + 0.006)
    assert wgs84_to_bd09(*BARKHOR) == pytest.approx(expected, abs=1e-12)


@given(INSIDE_LON, INSIDE_LAT)
@example(105.0, 35.0)
@example(105.0 + 1e-9, 30.0)
def test_gcj02_there_and_back_is_exact_to_a_micrometre(lon: float, lat: float) -> None:
    assert metres_between(lon, lat, *gcj02_to_wgs84(*wgs84_to_gcj02(lon, lat))) <= 1e-6


@given(INSIDE_LON, INSIDE_LAT)
@example(105.0, 35.0)
def test_bd09_there_and_back_is_exact_to_a_micrometre(lon: float, lat: float) -> None:
    assert metres_between(lon, lat, *bd09_to_wgs84(*wgs84_to_bd09(lon, lat))) <= 1e-6


@given(INSIDE_LON, INSIDE_LAT)
def test_gcj02_back_and_there_is_exact_to_a_micrometre(lon: float, lat: float) -> None:
    assert metres_between(lon, lat, *wgs84_to_gcj02(*gcj02_to_wgs84(lon, lat))) <= 1e-6


@given(INSIDE_LON, INSIDE_LAT)
def test_gcj02_is_never_more_than_a_kilometre_and_a_half_away(lon: float, lat: float) -> None:
    assert metres_between(lon, lat, *wgs84_to_gcj02(lon, lat)) < 1500


@pytest.mark.parametrize("place", OUTSIDE)
@pytest.mark.parametrize("convert", ALL_FOUR)
def test_positions_outside_china_are_untouched(
    convert: Conversion, place: tuple[float, float]
) -> None:
    assert convert(*place) == place


@pytest.mark.parametrize("corner", [(WEST, SOUTH), (WEST, NORTH), (EAST, SOUTH), (EAST, NORTH)])
def test_the_edges_of_the_box_belong_to_china(corner: tuple[float, float]) -> None:
    assert in_china(*corner)
    assert wgs84_to_gcj02(*corner) != corner


@pytest.mark.parametrize(
    "beyond", [(WEST - 1e-9, 30), (EAST + 1e-9, 30), (100, SOUTH - 1e-9), (100, NORTH + 1e-9)]
)
def test_a_hair_beyond_the_box_is_outside_china(beyond: tuple[float, float]) -> None:
    assert not in_china(*beyond)


@pytest.mark.parametrize("convert", ALL_FOUR)
def test_an_array_gives_what_its_members_give(convert: Conversion) -> None:
    lon, lat = np.array([91.1326, 7.4246, 121.5]), np.array([29.653, 43.7384, 31.2])
    one_by_one = [convert(float(x), float(y)) for x, y in zip(lon, lat, strict=True)]
    assert np.column_stack(convert(lon, lat)).tolist() == [list(pair) for pair in one_by_one]


def test_a_matrix_keeps_its_shape() -> None:
    lon, lat = wgs84_to_gcj02(np.full((2, 3), 91.1), np.full((2, 3), 29.6))
    assert lon.shape == lat.shape == (2, 3)


def test_no_positions_give_no_positions() -> None:
    lon, lat = gcj02_to_wgs84(np.empty(0), np.empty(0))
    assert lon.size == lat.size == 0


def test_the_callers_arrays_are_left_alone() -> None:
    lon, lat = np.array([91.1326]), np.array([29.653])
    wgs84_to_gcj02(lon, lat)
    assert (lon[0], lat[0]) == BARKHOR


def test_floats_come_back_as_plain_floats() -> None:
    assert [type(v) for v in wgs84_to_gcj02(*BARKHOR)] == [float, float]


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("convert", ALL_FOUR)
def test_what_is_not_finite_is_refused(convert: Conversion, bad: float) -> None:
    with pytest.raises(NotFinite):
        convert(bad, 30.0)


def test_latitude_91_is_refused() -> None:
    with pytest.raises(LatitudeOutOfRange):
        wgs84_to_gcj02(91.0, 91.0)


def test_longitude_181_is_refused() -> None:
    with pytest.raises(LongitudeOutOfRange):
        gcj02_to_wgs84(181.0, 30.0)


def test_one_bad_member_refuses_the_whole_array() -> None:
    with pytest.raises(GeoError):
        gcj02_to_wgs84(np.array([91.0, math.nan]), np.array([29.0, 29.0]))


def test_wgs84_is_taken_as_it_is() -> None:
    assert to_wgs84(*BARKHOR, Datum.WGS84) == BARKHOR


def test_gcj02_is_taken_back_by_its_name() -> None:
    assert to_wgs84(*wgs84_to_gcj02(*BARKHOR), Datum("GCJ02")) == pytest.approx(BARKHOR, abs=1e-11)


def test_bd09_is_taken_back_by_its_name() -> None:
    assert to_wgs84(*wgs84_to_bd09(*BARKHOR), Datum("BD09")) == pytest.approx(BARKHOR, abs=1e-11)


def test_even_wgs84_is_checked() -> None:
    with pytest.raises(LatitudeOutOfRange):
        to_wgs84(29.653, 91.1326, Datum.WGS84)


def test_an_unknown_datum_has_no_name() -> None:
    with pytest.raises(ValueError, match="WGS72"):
        Datum("WGS72")
