"""GeoJSON as it is written, and read back."""

import json
import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import (
    GeometryCollection,
    LinearRing,
    LineString,
    MultiPolygon,
    Point,
    Polygon,
    box,
)
from shapely.geometry.base import BaseGeometry

from geo import errors
from geo.geojson import dump, parse_geometry
from tests.geo.strategies import GEOMETRY


@given(GEOMETRY)
def test_what_is_written_is_read_back(shape_: BaseGeometry) -> None:
    assert parse_geometry(dump(shape_)).normalize() == shape_.normalize()


@given(st.tuples(st.floats(-179, 179), st.floats(-89, 89)))
def test_a_point_reads_back_to_the_rounding(here: tuple[float, float]) -> None:
    back = parse_geometry(dump(Point(here)))
    assert shapely.get_coordinates(back)[0] == pytest.approx(here, abs=5.1e-8)


@given(GEOMETRY)
def test_what_is_written_is_json_that_any_parser_takes(shape_: BaseGeometry) -> None:
    assert json.loads(json.dumps(dump(shape_), allow_nan=False)) == dump(shape_)


def test_seven_decimals_are_written() -> None:
    assert dump(Point(91.123456789, -0.00000001))["coordinates"] == [91.1234568, 0.0]


def test_minus_zero_is_written_as_zero() -> None:
    assert json.dumps(dump(Point(-1e-9, -0.0))["coordinates"]) == "[0.0, 0.0]"


def test_outer_rings_are_written_counter_clockwise() -> None:
    clockwise = Polygon([(0, 0), (0, 1), (1, 1), (1, 0)])
    assert LinearRing(dump(clockwise)["coordinates"][0]).is_ccw


def test_holes_are_written_clockwise() -> None:
    with_hole = Polygon(box(0, 0, 4, 4).exterior, [box(1, 1, 2, 2).exterior.coords])
    assert not LinearRing(dump(with_hole)["coordinates"][1]).is_ccw


def test_height_is_not_written() -> None:
    assert dump(Point(1, 2, 3))["coordinates"] == [1.0, 2.0]


@pytest.mark.parametrize("kind", [Point, LineString, Polygon, MultiPolygon])
def test_an_empty_geometry_is_not_written(kind: type[BaseGeometry]) -> None:
    with pytest.raises(errors.EmptyGeometry):
        dump(kind())


@pytest.mark.parametrize("other", [GeometryCollection(), LinearRing([(0, 0), (1, 0), (1, 1)])])
def test_what_is_no_plain_geometry_is_not_written(other: BaseGeometry) -> None:
    with pytest.raises(errors.UnknownGeometryType):
        dump(other)


@pytest.mark.parametrize(
    ("x", "y", "error"),
    [
        (math.inf, 0.0, errors.NotFinite),
        (320_000.0, 0.0, errors.LongitudeOutOfRange),
        (0.0, 91.0, errors.LatitudeOutOfRange),
    ],
)
def test_what_is_not_in_degrees_is_not_written(
    x: float, y: float, error: type[errors.GeoError]
) -> None:
    with pytest.raises(error):
        dump(Point(x, y))
