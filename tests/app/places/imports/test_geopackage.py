"""Lanes, courtyards and facilities out of a GeoPackage, read in a process of its own."""

import sqlite3
from contextlib import closing

import numpy as np
import pyogrio.raw
import pytest
import shapely
from shapely import MultiLineString, Point, box

from app.places.imports.apart import read_apart
from app.places.imports.choices import Choices
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.geometry import ELLIPSOID
from app.places.imports.geopackages import require_plain_tables
from app.places.imports.rows import Names, PlaceKind
from geo.crs import Datum, wgs84_to_gcj02
from tests.app.places.imports.drawn import EAST, LANE, NORTH, geopackage

YARD = box(EAST, NORTH, EAST + 0.0002, NORTH + 0.0002)
UTM = "EPSG:32646"


def read(path, **choices):
    return read_apart(path, Choices(**choices))


def in_metres(geometry=LANE):
    return shapely.transform(geometry, lambda at: (at - [91, 29]) * 100_000)


def test_columns_and_geometry_become_a_lane(tmp_path):
    path = geopackage(
        tmp_path / "f", code=["L7"], name_bo=["བར་སྐོར"], name=["八廓街"], width_m=[3.5]
    )
    [row] = read(path).rows
    assert (row.kind, row.code, row.names) == ("lane", "L7", Names("八廓街", "བར་སྐོར"))
    assert (row.source_ref, dict(row.attributes)) == ("lanes 1", {"width_m": 3.5})
    assert row.geometry.equals(LANE)


def test_layers_are_told_apart_by_name_and_geometry(tmp_path):
    path = geopackage(tmp_path / "f.gpkg")
    geopackage(path, [YARD], layer="大院", code=["C1"])
    geopackage(path, [Point(EAST, NORTH)], layer="points", code=["F1"], facility=["路灯"])
    rows = read(path).rows
    assert [(row.kind, row.code) for row in rows] == [
        ("lane", "L1"),
        ("courtyard", "C1"),
        ("facility", "F1"),
    ]
    assert rows[2].attributes["facility"] == "lamp"


def test_one_layer_can_be_chosen(tmp_path):
    path = geopackage(tmp_path / "f.gpkg")
    geopackage(path, layer="old lanes", code=["OLD"])
    assert [row.code for row in read(path, layer="old lanes").rows] == ["OLD"]


def test_a_layer_that_is_not_there_is_answered_with_those_that_are(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"no layer yards.*lanes"):
        read(geopackage(tmp_path / "f"), layer="yards")


def test_columns_can_be_named(tmp_path):
    path = geopackage(tmp_path / "f", nummer=["L9"], bezeichnung=["北巷"])
    [row] = read(path, columns={"code": "nummer", "name_zh": "bezeichnung"}).rows
    assert (row.code, row.names.zh) == ("L9", "北巷")


def test_a_column_that_is_not_there_is_answered_with_those_that_are(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"no column nr.*code"):
        read(geopackage(tmp_path / "f"), columns={"code": "nr"})


def test_a_projected_layer_is_taken_to_wgs84(tmp_path):
    path = geopackage(
        tmp_path / "f", [shapely.LineString([(500000, 3280000), (500100, 3280000)])], crs=UTM
    )
    [row] = read(path).rows
    assert row.geometry.coords[0] == pytest.approx((93, 29.65), abs=0.001)


def test_metres_without_a_reference_system_ask_for_it(tmp_path):
    path = geopackage(tmp_path / "f", [in_metres()], crs=None)
    with pytest.raises(UnreadableFileError) as caught:
        read(path)
    assert caught.value.problem is FileProblem.NO_CRS_METRES
    assert len(read(path, crs=UTM).rows) == 1


def test_gcj02_is_taken_to_wgs84_when_chosen(tmp_path):
    shifted = shapely.transform(LANE, lambda at: np.column_stack(wgs84_to_gcj02(*at.T)))
    [row] = read(geopackage(tmp_path / "f", [shifted]), datum=Datum.GCJ02).rows
    assert row.geometry.equals_exact(LANE, 1e-9)


def test_mixed_geometry_gives_rows_by_type_and_refuses_what_is_none(tmp_path):
    two = MultiLineString([LANE, shapely.transform(LANE, lambda at: at + 1)])
    path = geopackage(tmp_path / "f", [LANE, YARD, two], layer="things", code=["A", "B", "C"])
    result = read(path)
    assert [(row.kind, row.code) for row in result.rows] == [("lane", "A"), ("courtyard", "B")]
    assert [refusal.reason for refusal in result.refusals] == ["several_parts"]


def test_a_kind_that_was_chosen_refuses_other_geometries(tmp_path):
    result = read(geopackage(tmp_path / "f", [LANE, YARD], layer="things"), kind=PlaceKind.LANE)
    assert [refusal.reason for refusal in result.refusals] == ["wrong_geometry"]


def test_two_rows_with_one_code_are_one_too_many(tmp_path):
    result = read(geopackage(tmp_path / "f", [LANE, LANE], code=["L1", "L1"]))
    assert (len(result.rows), result.refusals[0].reason) == (1, "duplicate_code")
    assert "lanes 1" in result.refusals[0].message


def test_a_line_of_a_million_points_is_refused_by_itself(tmp_path):
    long = shapely.linestrings([[EAST + i * 1e-9, NORTH] for i in range(1_000_000)])
    result = read(geopackage(tmp_path / "f", [long, LANE]))
    assert [refusal.reason for refusal in result.refusals] == ["too_many_vertices"]
    assert [row.code for row in result.rows] == ["L2"]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW v AS WITH RECURSIVE n(x) AS (VALUES(1) UNION ALL SELECT x FROM n) VALUES(2)",
        "CREATE VIRTUAL TABLE words USING fts5(word)",
        'CREATE VIRTUAL TABLE "x USING rtree(" USING fts5(id, minx)',
    ],
)
def test_a_view_or_virtual_table_is_refused(tmp_path, statement):
    path = geopackage(tmp_path / "f")
    with closing(sqlite3.connect(path)) as database:
        database.execute(statement)
    with pytest.raises(UnreadableFileError, match="no plain table"):
        read(path)


def test_a_trigger_never_runs(tmp_path):
    path = geopackage(tmp_path / "f")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TRIGGER t AFTER INSERT ON lanes BEGIN DELETE FROM lanes; END")
    before = path.read_bytes()
    assert len(read(path).rows) == 1
    assert path.read_bytes() == before


def test_the_spatial_index_of_the_standard_is_no_reason_to_refuse(tmp_path):
    require_plain_tables(geopackage(tmp_path / "f", layer="背街 小巷-1"))


def test_another_database_is_no_geopackage(tmp_path):
    with closing(sqlite3.connect(tmp_path / "f")) as database:
        database.execute("CREATE TABLE lanes (code)")
    with pytest.raises(UnreadableFileError, match="no GeoPackage"):
        read(tmp_path / "f")


def test_a_geopackage_cut_short_is_damaged(tmp_path):
    path = geopackage(tmp_path / "f")
    path.write_bytes(path.read_bytes()[:30_000])
    with pytest.raises(UnreadableFileError, match="damaged"):
        read(path)


def test_a_real_towns_houses_get_their_code_from_a_column(shared_data):
    path = shared_data / "networks" / "bubenec.gpkg"
    result = read(path, layer="buildings", kind=PlaceKind.COURTYARD, columns={"code": "uID"})
    assert (len(result.rows), result.refusals) == (144, ())
    west, south, east, north = shapely.total_bounds([row.geometry for row in result.rows])
    assert 14.39 < west < east < 14.42
    assert 50.09 < south < north < 50.12


def test_real_streets_without_a_code_are_refused_one_by_one(shared_data):
    result = read(shared_data / "networks" / "bubenec.gpkg", layer="streets")
    assert [refusal.reason for refusal in result.refusals] == ["no_code"] * 35


def test_monacos_streets_are_as_long_as_gdal_draws_them(shared_data):
    path = shared_data / "networks" / "monaco_walk.gpkg"
    rows = read(path, columns={"code": "osm_id"}).rows
    drawn = shapely.from_wkb(pyogrio.raw.read(path)[2])
    metres = sum(ELLIPSOID.geometry_length(row.geometry) for row in rows)
    assert len(rows) == len(drawn) == 841
    assert metres == pytest.approx(shapely.length(drawn).sum(), rel=1e-3)
