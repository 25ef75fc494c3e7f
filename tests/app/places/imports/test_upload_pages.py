"""The pages of an import: give a file, look into it, check it, import it."""

import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import shapely
from shapely import LineString
from sqlalchemy import func, select

from app import clock
from app.db import session, transaction
from app.places.imports import upload_actions
from app.places.models import Lane, LaneLineage
from app.web import MAX_PLACES_BYTES
from geo.crs import wgs84_to_gcj02
from tests.app.places.imports.drawn import LANE, NAMES, geopackage, shapefile
from tests.app.places.imports.samples import LINE, feature, line
from tests.app.places.imports.uploading import Desk
from tests.cast import EAST, NORTH

LONG = LineString([(EAST, NORTH), (EAST + 0.002, NORTH)])


@pytest.fixture
def desk(app, cast, browser_of):
    """Give the administrator's desk."""
    return Desk(app, browser_of(cast.admin), cast.community_id)


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def lane_codes(app, cast):
    chosen = select(Lane.code).where(
        Lane.community_id == cast.community_id, Lane.valid_to.is_(None)
    )
    with app.app_context():
        return sorted(session().scalars(chosen))


def test_a_file_goes_in_by_looking_checking_and_importing(desk, app, cast, tmp_path):
    page = desk.given(
        geopackage(tmp_path / "f", code=["N1"], name=["新巷"]).read_bytes(), "新.gpkg"
    )
    assert "新巷" in desk.browser.get(page).text
    assert "N1" in desk.check(page, layer="lanes").text
    assert lane_codes(app, cast) == ["L1", "L2", "L3"]
    assert "N1" in desk.run(page).text
    assert lane_codes(app, cast) == ["L1", "L2", "L3", "N1"]


def test_names_are_shown_as_each_encoding_reads_them(desk, tmp_path):
    path = shapefile(
        tmp_path / "f", [LANE, LANE], encoding="GBK", without=(".cpg",), code=["A", "B"], name=NAMES
    )
    text = desk.browser.get(desk.given(path.read_bytes())).text
    assert all(name in text for name in NAMES)
    assert all(f'value="{code}"' in text for code in ("UTF-8", "GBK", "GB18030", "Big5"))
    assert 'value="GBK" checked' in text


def test_another_encoding_is_shown_before_it_is_checked(desk, tmp_path):
    path = shapefile(tmp_path / "f", encoding="GBK", without=(".cpg",), code=["A"], 名称=["北巷"])
    page = desk.given(path.read_bytes())
    answer = desk.post(f"{page}/check", encoding="Big5", layer="lanes")
    assert answer.headers["Location"] == f"{page}?layer=lanes"
    assert desk.row(page).rehearsal_job is None
    assert 'value="Big5" checked' in desk.browser.get(page).text


def test_the_datum_is_guessed_by_the_lanes_that_are_here(desk, tmp_path):
    shifted = shapely.transform(LONG, lambda at: np.column_stack(wgs84_to_gcj02(*at.T)))
    page = desk.given(geopackage(tmp_path / "f", [shifted]).read_bytes())
    assert 'value="GCJ02" checked' in desk.browser.get(page).text


def test_columns_that_were_chosen_are_read(desk, tmp_path):
    path = geopackage(tmp_path / "f", nummer=["N9"], text=["北巷"])
    page = desk.given(path.read_bytes())
    desk.check(page, layer="lanes", column_code="nummer", column_name_zh="text", column_name="")
    assert desk.row(page).rehearsal["kinds"]["lane"]["codes"]["added"] == ["N9"]


def test_a_refused_row_is_named_and_stops_the_import(desk, app, cast):
    page = desk.given(geojson(feature(LINE, code="N1"), feature(line([91, 29]), code="N2")))
    text = desk.check(page).text
    assert "feature 2" in text
    assert f"{page}/run" not in text
    assert desk.post(f"{page}/run").status_code == 409
    assert lane_codes(app, cast) == ["L1", "L2", "L3"]


def test_refused_rows_can_be_left_out(desk, app, cast):
    page = desk.given(geojson(feature(LINE, code="N1"), feature(line([91, 29]), code="N2")))
    desk.check(page, accept_refusals="on")
    desk.run(page)
    assert lane_codes(app, cast) == ["L1", "L2", "L3", "N1"]


def test_what_ends_and_what_carries_it_on_is_shown_before_it_is_written(desk, app, cast):
    halves = (
        line([EAST, NORTH], [EAST + 0.001, NORTH]),
        line([EAST + 0.001, NORTH], [EAST + 0.002, NORTH]),
    )
    page = desk.given(geojson(*(feature(half, code=f"H{n}") for n, half in enumerate(halves))))
    desk.check(page, end_missing="on")
    heirs = [(one["old"], one["new"]) for one in desk.row(page).rehearsal["lineage"]]
    assert heirs == [("L1", "H0"), ("L1", "H1")]
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(LaneLineage)) == 0
    desk.run(page)
    assert lane_codes(app, cast) == ["H0", "H1"]


def test_the_refused_rows_come_as_a_table_in_which_no_formula_runs(desk, tmp_path):
    path = shapefile(tmp_path / "f", inside="=1+1", code=[""], name=["x"])
    page = desk.given(path.read_bytes())
    desk.check(page, layer="=1+1")
    text = desk.browser.get(f"{page}/report.csv").data.decode("utf-8-sig")
    assert text.splitlines()[1].startswith("'=1+1 1,refused,no_code")


def test_a_file_that_cannot_be_read_is_answered_on_the_same_page(desk):
    answer = desk.give(b"no map")
    assert answer.status_code == 415
    assert "GeoPackage" in answer.text
    with desk.app.app_context():
        assert session().scalar(select(func.count()).select_from(upload_actions.PlaceImport)) == 0


def test_no_file_is_answered_on_the_same_page(desk):
    assert desk.post("/places/import").status_code == 422


def test_a_file_beyond_the_limit_is_not_taken(desk):
    assert desk.give(bytes(MAX_PLACES_BYTES)).status_code == 413


def test_a_file_larger_than_a_photo_is_taken(desk):
    padded = geojson(feature(LINE, code="N1")) + b" " * 9_000_000
    assert desk.row(desk.given(padded)).file_bytes > 9_000_000


def test_a_checked_file_is_imported_once(desk):
    page = desk.given(geojson(feature(LINE, code="N1")))
    desk.check(page)
    desk.run(page)
    assert desk.post(f"{page}/run").status_code == 409


def test_an_unchecked_file_is_not_imported(desk):
    assert desk.post(f"{desk.given(geojson(feature(LINE)))}/run").status_code == 409


def test_a_file_that_is_being_checked_is_not_checked_again(desk):
    page = desk.given(geojson(feature(LINE)))
    assert desk.post(f"{page}/check").status_code == 303
    assert desk.post(f"{page}/check").status_code == 409


@pytest.mark.parametrize("field", ["crs", "encoding"])
def test_a_choice_that_is_none_is_answered_on_the_page(desk, tmp_path, field):
    page = desk.given(geopackage(tmp_path / "f").read_bytes())
    answer = desk.post(f"{page}/check", layer="lanes", **{field: "/etc/passwd"})
    assert answer.status_code == 415
    assert desk.row(page).rehearsal_job is None


def test_old_files_go_and_what_they_came_to_stays(desk, app):
    page = desk.given(geojson(feature(LINE, code="N1")))
    desk.check(page)
    with app.app_context(), transaction() as own:
        upload_actions.purge(own, datetime.now(UTC) + upload_actions.KEPT + timedelta(hours=1))
    assert desk.post(f"{page}/run").status_code == 410
    assert "N1" in desk.browser.get(f"{page}/report").text


def test_new_files_are_kept(desk, app):
    page = desk.given(geojson(feature(LINE)))
    with app.app_context(), transaction() as own:
        upload_actions.purge(own, clock.now())
    assert desk.post(f"{page}/check").status_code == 303


@pytest.mark.parametrize("name", ["<script>alert(1)</script>.gpkg", "${1+1}\u202e.gpkg", "../x"])
def test_a_files_name_is_only_text(desk, name):
    page = desk.given(geojson(feature(LINE, code="N1")), name)
    text = desk.browser.get(page).text
    assert "<script>alert" not in text
    assert "../" not in desk.row(page).file_name


def test_a_job_that_is_done_leads_to_the_report(desk):
    page = desk.given(geojson(feature(LINE, code="N1")))
    answer = desk.post(f"{page}/check")
    desk.work(answer, page, dry_run=True)
    assert f'href="{page}/report"' in desk.browser.get(answer.headers["Location"]).text


def test_a_job_that_failed_leads_back_to_the_file_and_says_why(desk, tmp_path):
    page = desk.given(geopackage(tmp_path / "f").read_bytes())
    answer = desk.post(f"{page}/check", layer="lanes", column_code="gone")
    desk.work(answer, page, dry_run=True)
    assert f'href="{page}/report"' in desk.browser.get(answer.headers["Location"]).text
    back = desk.browser.get(f"{page}/report", follow_redirects=True)
    assert "gone" in back.text
    assert back.request.path == page


def test_a_dry_run_that_ends_places_lists_its_refused_rows(desk):
    page = desk.given(geojson(feature(LINE, code="N1"), feature(line([91, 29]), code="N2")))
    text = desk.check(page, end_missing="on", accept_refusals="on").text
    assert "feature 2" in text
    assert f"{page}/run" not in text
