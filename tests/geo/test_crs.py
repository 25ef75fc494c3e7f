"""UTM zones, projection, geodesic metres, swapped axes."""

import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj.database import query_utm_crs_info
from shapely.geometry import LineString, MultiPolygon, Point, box

from geo.crs import looks_swapped, metres_between, project, utm_srid
from geo.errors import (
    LatitudeOutOfRange,
    LongitudeOutOfRange,
    NotFinite,
    NotProjectable,
    OutsideUtm,
    UnknownSrid,
)

LHASA = (91.1326, 29.6530)
EPSG_ZONES = {
    int(info.code): info.area_of_use.bounds
    for info in query_utm_crs_info("WGS 84")
    if info.area_of_use and info.code.startswith(("326", "327"))
}
LON, LAT = st.floats(-179.999, 179.999), st.floats(-79.999, 83.999)


@pytest.mark.parametrize(
    ("lon", "lat", "srid"),
    [
        (91.1326, 29.6530, 32646),
        (7.4246, 43.7384, 32632),
        (-43.2, -22.9, 32723),
        (-180.0, 10.0, 32601),
        (179.999, 10.0, 32660),
        (180.0, 10.0, 32601),
        (0.0, 0.0, 32631),
        (0.0, -1e-9, 32731),
        (90.0, 29.0, 32646),
        (89.999999, 29.0, 32645),
        (5.0, 60.0, 32632),
        (2.9, 60.0, 32631),
        (11.999, 60.0, 32632),
        (12.0, 60.0, 32633),
        (5.0, 55.9, 32631),
        (8.9, 78.0, 32631),
        (9.0, 78.0, 32633),
        (21.0, 78.0, 32635),
        (33.0, 78.0, 32637),
        (42.0, 78.0, 32638),
        (15.0, 84.0, 32633),
    ],
)
def test_utm_zone_by_hand(lon: float, lat: float, srid: int) -> None:
    assert utm_srid(lon, lat) == srid


@given(LON, LAT)
def test_the_zone_is_one_that_epsg_lists_there(lon: float, lat: float) -> None:
    listed = {
        srid
        for srid, (west, south, east, north) in EPSG_ZONES.items()
        if west <= lon <= east and south <= lat <= north
    }
    special = lat >= 72 or (56 <= lat < 64 and 0 <= lon <= 12)
    assert special or utm_srid(lon, lat) in listed


@pytest.mark.parametrize("lat", [84.0001, -80.0001, 90.0, -90.0])
def test_the_poles_have_no_utm_zone(lat: float) -> None:
    with pytest.raises(OutsideUtm):
        utm_srid(0.0, lat)


def test_no_zone_for_longitude_181() -> None:
    with pytest.raises(LongitudeOutOfRange):
        utm_srid(181.0, 0.0)


def test_no_zone_for_nan() -> None:
    with pytest.raises(NotFinite):
        utm_srid(math.nan, 0.0)


def test_lhasa_projects_where_proj_says() -> None:
    expected = pyproj.Proj(proj="utm", zone=46, ellps="WGS84")(*LHASA)
    here = project(Point(LHASA), 4326, 32646)
    assert (here.x, here.y) == pytest.approx(expected, abs=1e-6)


def test_the_central_meridian_has_easting_500_km() -> None:
    assert project(Point(93.0, 29.0), 4326, 32646).x == pytest.approx(500_000, abs=1e-6)


@given(st.floats(90.0, 96.0), st.floats(20.0, 40.0))
def test_projecting_there_and_back_is_exact(lon: float, lat: float) -> None:
    back = project(project(Point(lon, lat), 4326, 32646), 32646, 4326)
    assert (back.x, back.y) == pytest.approx((lon, lat), abs=1e-10)


def test_a_multipolygon_stays_one_with_as_many_vertices() -> None:
    area = MultiPolygon([box(91.0, 29.0, 91.1, 29.1), box(91.2, 29.2, 91.3, 29.3)])
    projected = project(area, 4326, 32646)
    assert isinstance(projected, MultiPolygon)
    assert shapely.get_num_coordinates(projected) == shapely.get_num_coordinates(area)


def test_the_original_geometry_is_left_alone() -> None:
    line = LineString([(91.0, 29.0), (91.1, 29.1)])
    project(line, 4326, 32646)
    assert list(line.coords) == [(91.0, 29.0), (91.1, 29.1)]


def test_an_empty_geometry_stays_empty() -> None:
    assert project(Point(), 4326, 32646).is_empty


def test_height_is_dropped() -> None:
    assert not project(Point(91.0, 29.0, 3650.0), 4326, 32646).has_z


def test_the_same_system_changes_nothing() -> None:
    assert project(Point(LHASA), 4326, 4326).equals(Point(LHASA))


@pytest.mark.parametrize("srid", [0, -1, 999_999])
def test_a_number_that_epsg_does_not_know_is_refused(srid: int) -> None:
    with pytest.raises(UnknownSrid):
        project(Point(LHASA), 4326, srid)


def test_a_vertex_without_image_is_refused() -> None:
    with pytest.raises(NotProjectable):
        project(Point(3.0, 0.0), 4326, 32646)


def test_nan_is_not_projected() -> None:
    with pytest.raises(NotFinite):
        project(Point(math.inf, 1.0), 4326, 32646)


def test_a_degree_of_the_equator_is_111_319_metres() -> None:
    assert metres_between(0.0, 0.0, 1.0, 0.0) == pytest.approx(111_319.4908, abs=1e-3)


def test_pole_to_equator_is_10_001_966_metres() -> None:
    assert metres_between(0.0, 0.0, 0.0, 90.0) == pytest.approx(10_001_965.729, abs=1e-2)


@given(LON, LAT, LON, LAT)
def test_the_way_there_is_as_long_as_the_way_back(a: float, b: float, c: float, d: float) -> None:
    assert metres_between(a, b, c, d) == pytest.approx(metres_between(c, d, a, b), abs=1e-6)


def test_a_place_is_no_distance_from_itself() -> None:
    assert metres_between(*LHASA, *LHASA) == 0.0


def test_distances_from_one_place_to_many_come_as_an_array() -> None:
    lon, lat = np.array([91.0, 92.0]), np.array([29.0, 29.0])
    metres = metres_between(lon, lat, np.array(91.0), np.array(29.0))
    assert metres.shape == (2,)
    assert metres[0] == 0.0


def test_a_short_distance_agrees_with_the_plane() -> None:
    a, b = Point(91.1326, 29.6530), Point(91.1336, 29.6540)
    flat = project(a, 4326, 32646).distance(project(b, 4326, 32646))
    assert metres_between(a.x, a.y, b.x, b.y) == pytest.approx(flat, rel=1e-3)


def test_no_distance_to_latitude_91() -> None:
    with pytest.raises(LatitudeOutOfRange):
        metres_between(0.0, 0.0, 0.0, 91.0)


def test_exchanged_axes_are_noticed_even_where_the_latitude_is_impossible() -> None:
    assert looks_swapped(29.6530, 91.1326, *LHASA)


def test_exchanged_axes_are_noticed_where_both_are_possible() -> None:
    assert looks_swapped(43.7384, 7.4246, 7.42, 43.73)


def test_a_right_position_is_not_swapped() -> None:
    assert not looks_swapped(*LHASA, *LHASA)


def test_a_position_far_either_way_is_not_called_swapped() -> None:
    assert not looks_swapped(2.35, 48.85, *LHASA)


def test_a_place_on_the_diagonal_never_looks_swapped() -> None:
    assert not looks_swapped(30.01, 30.0, 30.0, 30.01)


@pytest.mark.parametrize("bad", [math.nan, math.inf, 1e308])
def test_nonsense_is_not_called_swapped(bad: float) -> None:
    assert not looks_swapped(bad, 91.1326, *LHASA)


def test_how_near_is_near_can_be_said() -> None:
    assert not looks_swapped(29.6530, 91.1326, 91.14, 29.6530, near_m=100.0)
