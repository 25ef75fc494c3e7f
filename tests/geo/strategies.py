"""Geometries for properties: seven decimals of a degree, valid, of every type."""

from hypothesis import strategies as st
from shapely.geometry import (
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    box,
)
from shapely.geometry.base import BaseGeometry

COORDINATE = st.integers(-1_790_000_000, 1_790_000_000).map(lambda n: n / 10**7)
LATITUDE = st.integers(-890_000_000, 890_000_000).map(lambda n: n / 10**7)
POSITION = st.tuples(COORDINATE, LATITUDE)
BOXES = st.builds(
    lambda x, y, w, h: box(x, y, x + w, y + h),
    st.integers(-170, 160),
    st.integers(-80, 70),
    st.integers(1, 9),
    st.integers(1, 9),
)
GEOMETRY: st.SearchStrategy[BaseGeometry] = st.one_of(
    POSITION.map(Point),
    st.lists(POSITION, min_size=2, max_size=9, unique=True).map(LineString),
    BOXES,
    st.lists(POSITION, min_size=1, max_size=9).map(MultiPoint),
    st.lists(st.lists(POSITION, min_size=2, max_size=4, unique=True), min_size=1).map(
        MultiLineString
    ),
    BOXES.map(lambda part: MultiPolygon([part])),
)
