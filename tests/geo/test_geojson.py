"""Strict GeoJSON: what is read, what is refused and where."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, mapping, shape
from shapely.geometry.base import BaseGeometry

from geo import errors
from geo.geojson import ALL_TYPES, Rules, parse_geometry, parse_position
from tests.geo.strategies import GEOMETRY

BAD_NUMBERS = [
    (math.nan, errors.NotFinite),
    (math.inf, errors.NotFinite),
    (-math.inf, errors.NotFinite),
    (json.loads("1e999"), errors.NotFinite),
    (True, errors.NotANumber),
    ("29.65", errors.NotANumber),
    (None, errors.NotANumber),
    ([], errors.NotANumber),
    ([29.65], errors.NotANumber),
    ({}, errors.NotANumber),
    (91, errors.LatitudeOutOfRange),
    (-90.0000001, errors.LatitudeOutOfRange),
    (10**400, errors.LatitudeOutOfRange),
]
NOT_POSITIONS: list[object] = [
    None,
    [],
    [91.1],
    [91.1, 29.6, 3650.0],
    [1, 2, 3, 4],
    "91.1,29.6",
    91.1,
    True,
    {},
]
SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]
BOW_TIE = [[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]
AWAY = [[x + 10, y] for x, y in SQUARE]

BROKEN: list[tuple[str, object, type[errors.GeoError], str]] = [
    ("Point", [], errors.NotAPosition, ""),
    ("Point", None, errors.NotAPosition, ""),
    ("Point", ["a", 1], errors.NotANumber, "/0"),
    ("LineString", [], errors.EmptyGeometry, ""),
    ("LineString", None, errors.NotAList, ""),
    ("LineString", "abc", errors.NotAList, ""),
    ("LineString", [[1, 2]], errors.TooFewVertices, ""),
    ("LineString", [[1, 2], [1, 2], [1, 2]], errors.ZeroLength, ""),
    ("LineString", [[1, 2], [1, 91]], errors.LatitudeOutOfRange, "/1/1"),
    ("LineString", [[1, 2], [181, 2]], errors.LongitudeOutOfRange, "/1/0"),
    ("LineString", [1, 2], errors.NotAPosition, "/0"),
    ("Polygon", [], errors.EmptyGeometry, ""),
    ("Polygon", [[]], errors.EmptyGeometry, "/0"),
    ("Polygon", SQUARE, errors.NotAPosition, "/0/0"),
    ("Polygon", [SQUARE[:-1]], errors.UnclosedRing, "/0"),
    ("Polygon", [[[0, 0], [1, 1], [0, 0]]], errors.TooFewVertices, "/0"),
    ("Polygon", [[[0, 0], [1, 1], [2, 2], [0, 0]]], errors.NoArea, "/0"),
    ("Polygon", [[[1, 1]] * 4], errors.NoArea, "/0"),
    ("Polygon", [BOW_TIE], errors.SelfIntersection, "/0"),
    ("Polygon", [SQUARE, BOW_TIE], errors.SelfIntersection, "/1"),
    ("Polygon", [SQUARE, AWAY], errors.InvalidPolygon, ""),
    ("Polygon", [SQUARE, SQUARE], errors.InvalidPolygon, ""),
    ("Polygon", [SQUARE, HOLE, HOLE], errors.InvalidPolygon, ""),
    ("MultiPoint", [], errors.EmptyGeometry, ""),
    ("MultiPoint", [[1, 2], None], errors.NotAPosition, "/1"),
    ("MultiLineString", [[[1, 2], [3, 4]], [[1, 2]]], errors.TooFewVertices, "/1"),
    ("MultiPolygon", [], errors.EmptyGeometry, ""),
    ("MultiPolygon", [[SQUARE], [BOW_TIE]], errors.SelfIntersection, "/1/0"),
    ("MultiPolygon", [[SQUARE], [SQUARE]], errors.InvalidPolygon, ""),
    ("MultiPolygon", [[SQUARE], []], errors.EmptyGeometry, "/1"),
]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=3),
)
LIKE_A_RING = st.lists(st.lists(st.integers(-3, 3) | st.floats(), min_size=2, max_size=2))
LIKE_GEOJSON = st.fixed_dictionaries(
    {
        "type": st.sampled_from(sorted(ALL_TYPES)) | JSON,
        "coordinates": JSON | LIKE_A_RING | st.lists(LIKE_A_RING | st.lists(LIKE_A_RING)),
    },
)


def geometry(kind: object, coordinates: object) -> dict[str, object]:
    """Build a GeoJSON object."""
    return {"type": kind, "coordinates": coordinates}


def caught(value: object, **rules: Any) -> errors.GeoError:
    """Return the error that a value is refused with."""
    with pytest.raises(errors.GeoError) as refusal:
        parse_geometry(value, Rules(**rules), "/position")
    return refusal.value


def test_a_position_is_longitude_first() -> None:
    assert parse_position([91.1326, 29.653]) == (91.1326, 29.653)


def test_whole_numbers_become_floats() -> None:
    assert [type(number) for number in parse_position([91, 29])] == [float, float]


@pytest.mark.parametrize("edge", [[180, 90], [-180, -90], [180.0, -90.0]])
def test_the_ends_of_the_earth_are_positions(edge: list[float]) -> None:
    assert parse_position(edge) == tuple(edge)


@pytest.mark.parametrize(("bad", "error"), BAD_NUMBERS)
def test_what_is_no_latitude_is_refused_where_it_stands(
    bad: object, error: type[errors.GeoError]
) -> None:
    with pytest.raises(error) as refusal:
        parse_position([91.1326, bad], "/position")
    assert refusal.value.path == "/position/1"


@pytest.mark.parametrize("bad", [180.0000001, -181, 10**400])
def test_what_is_no_longitude_is_refused_where_it_stands(bad: float) -> None:
    with pytest.raises(errors.LongitudeOutOfRange) as refusal:
        parse_position([bad, 29.653], "/position")
    assert refusal.value.path == "/position/0"


@pytest.mark.parametrize("bad", NOT_POSITIONS)
def test_what_is_no_pair_is_no_position(bad: object) -> None:
    with pytest.raises(errors.NotAPosition):
        parse_position(bad)


def test_lhasa_with_its_axes_swapped_has_an_impossible_latitude() -> None:
    with pytest.raises(errors.LatitudeOutOfRange):
        parse_position([29.653, 91.1326])


def test_an_altitude_is_dropped_where_it_is_accepted() -> None:
    assert parse_position([91.1, 29.6, 3650], altitude=True) == (91.1, 29.6)


def test_even_a_dropped_altitude_is_a_number() -> None:
    with pytest.raises(errors.NotANumber):
        parse_position([91.1, 29.6, "high"], altitude=True)


@pytest.mark.parametrize("value", [None, [], "Point", 1, True, math.nan])
def test_what_is_no_object_is_no_geometry(value: object) -> None:
    assert isinstance(caught(value), errors.NotAnObject)


@pytest.mark.parametrize("name", ["type", "coordinates"])
def test_a_missing_member_is_named(name: str) -> None:
    value = {key: v for key, v in geometry("Point", [1, 2]).items() if key != name}
    error = caught(value)
    assert (error.code, error.path) == ("missing_member", f"/position/{name}")


def test_an_unknown_member_is_named() -> None:
    error = caught(geometry("Point", [1, 2]) | {"c/r~s": {}})
    assert (error.code, error.path) == ("unknown_member", "/position/c~1r~0s")


@pytest.mark.parametrize("key", ["\ud800", "\x00", "k" * 65])
def test_a_member_that_cannot_be_shown_is_not_shown(key: str) -> None:
    assert caught(geometry("Point", [1, 2]) | {key: 1}).path == "/position"


def test_a_bounding_box_is_accepted_unread() -> None:
    assert parse_geometry(geometry("Point", [1, 2]) | {"bbox": None}) == Point(1, 2)


@pytest.mark.parametrize("kind", ["point", "GeometryCollection", "Feature", "", None, 1, [], {}])
def test_an_unknown_type_is_refused(kind: object) -> None:
    error = caught(geometry(kind, [1, 2]))
    assert (error.code, error.path) == ("unknown_geometry_type", "/position/type")


def test_a_type_that_is_not_wanted_is_refused() -> None:
    value = geometry("LineString", [[1, 2], [3, 4]])
    assert isinstance(caught(value, types=frozenset({"Point"})), errors.UnknownGeometryType)


def test_a_wanted_type_that_nobody_can_read_is_refused() -> None:
    value = geometry("Curve", [[1, 2], [3, 4]])
    assert isinstance(caught(value, types=frozenset({"Curve"})), errors.UnknownGeometryType)


@pytest.mark.parametrize(("kind", "coordinates", "error", "where"), BROKEN)
def test_broken_coordinates_are_refused_where_they_break(
    kind: str, coordinates: object, error: type[errors.GeoError], where: str
) -> None:
    refusal = caught(geometry(kind, coordinates))
    assert (type(refusal), refusal.path) == (error, "/position/coordinates" + where)


def test_every_error_has_a_code_of_its_own() -> None:
    kinds = errors.GeoError.__subclasses__()
    assert len({kind.code for kind in kinds} | {errors.GeoError.code}) == len(kinds) + 1


def test_a_geo_error_is_a_value_error() -> None:
    assert issubclass(errors.GeoError, ValueError)


def test_an_error_says_where_in_its_text() -> None:
    assert str(errors.ZeroLength("Too short", "/geom")) == "Too short (at /geom)"


def test_one_position_too_many_is_refused() -> None:
    value = geometry("LineString", [[x, 0] for x in range(5)])
    assert isinstance(caught(value, max_vertices=4), errors.TooManyVertices)


def test_as_many_positions_as_allowed_are_read() -> None:
    value = geometry("LineString", [[x, 0] for x in range(4)])
    assert parse_geometry(value, Rules(max_vertices=4)).length == 3


def test_positions_of_all_parts_count_together() -> None:
    value = geometry("MultiLineString", [[[0, 0], [1, 1]]] * 3)
    assert caught(value, max_vertices=5).path == "/position/coordinates/2"


def test_a_hundred_thousand_deep_list_is_refused_at_its_top() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert caught(geometry("MultiPolygon", deep)).path.startswith("/position/coordinates")


def test_a_lane_may_cross_itself() -> None:
    assert parse_geometry(geometry("LineString", BOW_TIE)).length > 0


def test_a_ring_may_turn_either_way() -> None:
    assert parse_geometry(geometry("Polygon", [SQUARE[::-1]])).area == 16


def test_a_courtyard_may_have_a_hole() -> None:
    assert parse_geometry(geometry("Polygon", [SQUARE, HOLE])).area == 15


def test_a_hole_may_touch_the_outer_ring_in_a_point() -> None:
    touching = [[0, 0], [1, 2], [2, 1], [0, 0]]
    assert parse_geometry(geometry("Polygon", [SQUARE, touching])).is_valid


def test_parts_may_touch_in_a_point() -> None:
    corner = [[x + 4, y + 4] for x, y in SQUARE]
    assert parse_geometry(geometry("MultiPolygon", [[SQUARE], [corner]])).area == 32


def test_altitudes_are_dropped_from_a_track() -> None:
    value = geometry("LineString", [[1, 2, 3], [4, 5, 6]])
    assert not parse_geometry(value, Rules(altitude=True)).has_z


@given(GEOMETRY)
def test_shapely_reads_the_same_from_what_is_accepted(shape_: BaseGeometry) -> None:
    value = json.loads(json.dumps(mapping(shape_)))
    assert parse_geometry(value) == shape(value)


@given(JSON | LIKE_GEOJSON)
def test_arbitrary_json_gives_a_valid_geometry_or_a_geo_error(value: object) -> None:
    try:
        read = parse_geometry(value)
    except errors.GeoError:
        return
    assert read.is_valid
    assert not read.is_empty


@given(JSON)
def test_arbitrary_json_gives_a_position_or_a_geo_error(value: object) -> None:
    try:
        lon, lat = parse_position(value)
    except errors.GeoError:
        return
    assert abs(lon) <= 180
    assert abs(lat) <= 90
