"""Whatever JSON a feature is made of, it becomes a row or a refusal with a sentence."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.places.imports.reading import read_places

NUMBERS = st.one_of(
    st.floats(), st.floats(-90, 90), st.integers(), st.sampled_from([0, 91.13, 29.65])
)
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, st.text(max_size=5))
ANY = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4), max_leaves=30)
TYPES = st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "MultiLineString", "X"])
POSITIONS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6)
COORDINATES = st.one_of(ANY, POSITIONS, st.lists(POSITIONS.map(lambda ring: ring + ring[:1])))
GEOMETRIES = st.one_of(ANY, st.fixed_dictionaries({"type": TYPES, "coordinates": COORDINATES}))
KEYS = st.sampled_from(["code", "kind", "name", "name_bo", "width_m", "lit", "surface", "facility"])
PROPERTIES = st.one_of(ANY, st.dictionaries(KEYS, ANY), st.just({"code": "L1"}))
FEATURES = st.one_of(
    ANY,
    st.fixed_dictionaries(
        {"type": st.just("Feature"), "geometry": GEOMETRIES, "properties": PROPERTIES}
    ),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("any") / "upload"


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(features=st.lists(FEATURES, max_size=3))
def test_every_feature_becomes_a_row_or_a_refusal(path, features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    result = read_places(path)
    assert len(result.rows) + len(result.refusals) == len(features)
    assert all(refusal.message for refusal in result.refusals)
    assert all(row.geometry.is_valid and not row.geometry.is_empty for row in result.rows)
