"""Lanes, courtyards and facilities out of GeoJSON, and each way to get it wrong."""

import json

import pytest

from app.places.imports.choices import Choices
from app.places.imports.file_problems import UnreadableFileError
from app.places.imports.geometry import MAX_VERTICES
from app.places.imports.reading import read_places
from app.places.imports.rows import Names
from geo.crs import Datum, metres_between
from tests.app.places.imports.samples import LINE, POINT, POLYGON, RING, feature, line

CRS = "urn:ogc:def:crs:EPSG::{}"
BOW_TIE = [[91.1, 29.6], [91.2, 29.7], [91.2, 29.6], [91.1, 29.7], [91.1, 29.6]]
FAR = [[9, 9], [9, 8], [8, 8], [9, 9]]
FLAT = [[91.1, 29.6], [91.2, 29.6], [91.3, 29.6], [91.1, 29.6]]


@pytest.mark.parametrize(
    ("geometry", "properties", "kind"),
    [
        (LINE, {}, "lane"),
        (POLYGON, {}, "courtyard"),
        (POINT, {"facility": "lamp"}, "facility"),
        (POLYGON, {"kind": "facility", "facility": "bike_parking"}, "facility"),
    ],
)
def test_a_feature_is_the_place_that_its_geometry_or_kind_says(
    read_features, geometry, properties, kind
):
    [row] = read_features(feature(geometry, **properties)).rows
    assert (row.kind, row.code, row.source_ref) == (kind, "L1", "feature 1")


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, "empty_geometry"),
        (line(), "empty_geometry"),
        ({"type": "Polygon", "coordinates": [[]]}, "empty_geometry"),
        ({"type": "MultiLineString", "coordinates": []}, "empty_geometry"),
        (line([91, 29]), "one_node"),
        (line([91, 29], [91, 29]), "zero_length"),
        (line([91, 90], [92, 90]), "zero_length"),
        (line([0, 1e-9], [0, 2e-9]), "zero_length"),
        (line([91, float("nan")], [91, 29]), "not_a_number"),
        (line([91, float("inf")], [91, 29]), "not_a_number"),
        (line(["91", "29"], [91, 29]), "not_a_number"),
        (line([True, 29], [91, 29]), "not_a_number"),
        (line([None, 29], [91, 29]), "not_a_number"),
        (line([10**400, 29], [91, 29]), "out_of_range"),
        (line([29.6, 91.1], [29.7, 91.1]), "swapped"),
        (line([191, 29], [91, 29]), "out_of_range"),
        (line([600000, 3280000], [600001, 3280000]), "out_of_range"),
        (line([91], [91, 29]), "unreadable_geometry"),
        (line(91, 29), "unreadable_geometry"),
        ({"type": "LineString"}, "unreadable_geometry"),
        ({"type": ["LineString"], "coordinates": []}, "unreadable_geometry"),
        ({"type": "GeometryCollection", "geometries": [LINE]}, "unreadable_geometry"),
        ("LINESTRING (0 0, 1 1)", "unreadable_geometry"),
        ({"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]]] * 2}, "several_parts"),
        ({"type": "Polygon", "coordinates": [RING[:-1]]}, "unclosed_ring"),
        ({"type": "Polygon", "coordinates": [RING[:2] + RING[:1]]}, "few_corners"),
        ({"type": "Polygon", "coordinates": [RING, FAR]}, "bad_holes"),
        ({"type": "Polygon", "coordinates": [BOW_TIE]}, "self_crossing"),
        ({"type": "Polygon", "coordinates": [FLAT]}, "no_area"),
        (line(*([91, 29],) * (MAX_VERTICES + 1)), "too_many_vertices"),
        ({"type": "Polygon", "coordinates": [RING] * MAX_VERTICES}, "too_many_vertices"),
    ],
)
def test_a_bad_geometry_is_refused_with_its_reason(read_features, geometry, reason):
    result = read_features(feature(geometry))
    assert result.rows == ()
    assert [refusal.reason_code for refusal in result.refusals] == [reason]


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ({"code": None}, "no_code"),
        ({"code": " "}, "no_code"),
        ({"code": True}, "bad_code"),
        ({"code": 2.5}, "bad_code"),
        ({"code": "=1+1"}, "bad_code"),
        ({"code": "x" * 41}, "bad_code"),
        ({"code": "a\u0000b"}, "bad_code"),
        ({"kind": "bridge"}, "unknown_kind"),
        ({"kind": ["lane"]}, "unknown_kind"),
        ({"kind": "courtyard"}, "wrong_geometry"),
        ({"kind": "facility", "facility": "lamp"}, "wrong_geometry"),
        ({"name": "a\u0000b"}, "bad_text"),
        ({"name_bo": "\ud800"}, "bad_text"),
        ({"name_en": "x" * 201}, "bad_text"),
        ({"name_zh": 7}, "bad_text"),
        ({"surface": "x" * 41}, "bad_text"),
        ({"width_m": -1}, "bad_attribute"),
        ({"width_m": float("nan")}, "bad_attribute"),
        ({"width_m": True}, "bad_attribute"),
        ({"lit": "yes"}, "bad_attribute"),
    ],
)
def test_a_bad_value_is_refused_with_its_reason(read_features, properties, reason):
    result = read_features(feature(LINE, **properties))
    assert [refusal.reason_code for refusal in result.refusals] == [reason]


@pytest.mark.parametrize("households", [-3, 2.5, 1e20, "4", False])
def test_a_courtyard_has_a_whole_number_of_households(read_features, households):
    [refusal] = read_features(feature(POLYGON, households=households)).refusals
    assert refusal.reason_code == "bad_attribute"


@pytest.mark.parametrize("properties", [{}, {"facility": "rocket"}, {"facility": 7}])
def test_a_facility_says_what_it_is(read_features, properties):
    [refusal] = read_features(feature(POINT, **properties)).refusals
    assert refusal.reason_code == "bad_attribute"


def test_a_line_of_one_part_is_taken(read_features):
    parts = {"type": "MultiLineString", "coordinates": [LINE["coordinates"]]}
    [row] = read_features(feature(parts)).rows
    assert row.geometry.geom_type == "LineString"


def test_heights_are_dropped(read_features):
    [row] = read_features(feature(line([91, 29, 3650], [91.1, 29, 3651]))).rows
    assert list(row.geometry.coords) == [(91, 29), (91.1, 29)]


def test_mixed_places_come_in_one_file(read_features):
    result = read_features(feature(LINE), feature(POLYGON), feature(POINT, facility="lamp"))
    assert [row.kind for row in result.rows] == ["lane", "courtyard", "facility"]


def test_a_plain_name_goes_to_the_language_of_its_script(read_features):
    [row] = read_features(feature(LINE, name="བར་སྐོར།", name_zh=" 八廓  街 ")).rows
    assert row.names == Names(bo="བར་སྐོར།", zh="八廓 街")


def test_a_whole_number_is_a_code(read_features):
    [row] = read_features(feature(LINE, code=12)).rows
    assert row.code == "12"


def test_the_second_of_two_lanes_with_one_code_is_refused(read_features):
    result = read_features(feature(LINE), feature(LINE))
    assert [refusal.source_ref for refusal in result.refusals] == ["feature 2"]
    assert "L1 was already used by feature 1" in result.refusals[0].message


def test_a_refusal_does_not_hide_the_other_rows(read_features):
    result = read_features(feature(None), feature(LINE), "no feature")
    assert [row.source_ref for row in result.rows] == ["feature 2"]
    assert [refusal.source_ref for refusal in result.refusals] == ["feature 1", "feature 3"]


def test_a_property_that_nothing_reads_is_counted(read_features):
    assert read_features(feature(LINE, colour="red")).ignored == {"property colour": 1}


@pytest.mark.parametrize("name", [CRS.format(4326), "urn:ogc:def:crs:OGC:1.3:CRS84"])
def test_a_file_that_says_wgs_84_is_taken(read_features, name):
    crs = {"type": "name", "properties": {"name": name}}
    assert len(read_features(feature(LINE), crs=crs).rows) == 1


@pytest.mark.parametrize(
    "crs", [{"type": "name", "properties": {"name": CRS.format(32646)}}, {}, "EPSG:4326", 7]
)
def test_a_file_in_another_reference_system_is_not_read(read_features, crs):
    with pytest.raises(UnreadableFileError, match="reference system"):
        read_features(feature(LINE), crs=crs)


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"{}",
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": {}}',
        b'{"type": "Feature", "features": []}',
        b'{"type": "FeatureCollection", "features": [], "features": []}',
        b'{"features": ' + b"[" * 100_000,
        b'{"features": ' + b"9" * 5000 + b"}",
        b'{"type": "\xff"}',
    ],
)
def test_damaged_geojson_gives_one_clear_error(read_bytes, content):
    with pytest.raises(UnreadableFileError, match=r"^The "):
        read_bytes(content)


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_a_file_in_a_chinese_datum_is_moved_to_wgs_84(tmp_path, datum):
    path = tmp_path / "lanes"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature(LINE)]}))
    [row] = read_places(path, Choices(datum=datum)).rows
    lon, lat = row.geometry.coords[0]
    assert 300 < metres_between(lon, lat, 91.131, 29.651) < 1500


def test_every_reason_has_a_sentence(read_features):
    [refusal] = read_features(feature(LINE, code="a\nb\u001b[31m%(x)s")).refusals
    assert refusal.message.isprintable()
