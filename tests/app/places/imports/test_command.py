"""`import-places` as a person types it; texts come in any language, so codes are checked."""

import csv
import json

import pytest
from sqlalchemy import func, select

from app.db import session
from app.people.areas import community_by_code
from app.places.imports.command import import_places
from app.places.models import Lane
from tests.app.places.imports.samples import LINE, feature, line, way

NODES = '<node id="1" lat="43.73" lon="7.42"/><node id="2" lat="43.74" lon="7.43"/>'
CREATE = ("--create", "--name", "老城", "--time-zone", "Europe/Monaco")


@pytest.fixture
def run(ctx, tmp_path):
    """Run the command on a file with some text in it."""

    def command(content, *options, code="town"):
        path = tmp_path / "upload"
        path.write_text(content)
        arguments = [str(path), "--community", code, *options]
        return ctx.test_cli_runner().invoke(import_places, arguments)

    return command


def osm(ways):
    return f'<osm version="0.6">{NODES}{ways}</osm>'


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


def lane_codes():
    return list(session().scalars(select(Lane.code).order_by(Lane.code)))


def test_a_town_goes_into_a_community_of_its_own(run):
    result = run(osm(way(7, "1 2")), *CREATE)
    town = community_by_code(session(), "town")
    assert (result.exit_code, lane_codes()) == (0, ["W7"])
    assert (town.name_zh, town.time_zone, town.utm_srid) == ("老城", "Europe/Monaco", 32632)


def test_a_community_that_is_there_is_not_founded_again(run):
    run(osm(way(7, "1 2")), *CREATE)
    result = run(osm(way(7, "1 2") + way(8, "2 1")), *CREATE)
    assert (result.exit_code, lane_codes()) == (0, ["W7", "W8"])


def test_an_unknown_community_is_not_founded_unasked(run):
    result = run(osm(way(7, "1 2")))
    assert (result.exit_code, lane_codes()) == (1, [])
    assert "--create" in result.stderr


def test_a_refused_row_stops_the_whole_import(run):
    result = run(geojson(feature(LINE), feature(line([91, 29]), code="L2")), *CREATE)
    assert (result.exit_code, lane_codes()) == (1, [])
    assert "feature 2: one_node: " in result.stdout
    assert community_by_code(session(), "town") is None


def test_refusals_that_are_accepted_let_the_other_rows_in(run):
    rows = geojson(feature(LINE), feature(line([91, 29]), code="L2"))
    result = run(rows, *CREATE, "--accept-refusals")
    assert (result.exit_code, lane_codes()) == (0, ["L1"])


def test_a_dry_run_prints_the_same_report_and_writes_nothing(run):
    rehearsed = run(osm(way(7, "1 2")), *CREATE, "--dry-run")
    assert (rehearsed.exit_code, lane_codes()) == (0, [])
    assert community_by_code(session(), "town") is None
    done = run(osm(way(7, "1 2")), *CREATE)
    assert rehearsed.stdout.splitlines()[:-1] == done.stdout.splitlines()


def test_every_refusal_stands_in_the_csv_report(run, tmp_path):
    report = tmp_path / "report.csv"
    run(geojson(feature(None), feature(LINE, code=None)), *CREATE, "--report", str(report))
    rows = list(csv.reader(report.read_text("utf-8-sig").splitlines()))
    assert [row[:3] for row in rows[1:]] == [
        ["feature 1", "refused", "empty_geometry"],
        ["feature 2", "refused", "no_code"],
    ]


@pytest.mark.parametrize(
    "content",
    ["", "no map", "{", '<osm version="0.6"><node', '<osm version="0.6"></osm>', geojson()],
)
def test_a_file_without_places_gives_one_sentence_and_no_change(run, content):
    result = run(content, *CREATE)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)
    assert community_by_code(session(), "town") is None


def test_an_unknown_time_zone_changes_nothing(run):
    result = run(osm(way(7, "1 2")), "--create", "--time-zone", "Mars/Olympus")
    assert (result.exit_code, lane_codes()) == (1, [])
    assert community_by_code(session(), "town") is None


def test_places_at_a_pole_found_no_community(run):
    result = run(geojson(feature(line([91, 89], [92, 89]))), *CREATE)
    assert (result.exit_code, len(result.stderr.splitlines()), lane_codes()) == (1, 1, [])


@pytest.mark.parametrize("code", ["", "x" * 41, "a\u001bb", "\udcff", "a b"])
def test_a_code_that_no_sign_could_carry_founds_no_community(run, code):
    result = run(osm(way(7, "1 2")), *CREATE, code=code)
    assert (result.exit_code, len(result.stderr.splitlines()), lane_codes()) == (1, 1, [])


def test_a_name_that_is_too_long_founds_no_community(run):
    result = run(osm(way(7, "1 2")), "--create", "--name", "x" * 121)
    assert (result.exit_code, len(result.stderr.splitlines()), lane_codes()) == (1, 1, [])


def test_missing_places_are_not_ended_while_rows_are_refused(run):
    run(geojson(feature(LINE), feature(LINE, code="L2")), *CREATE)
    rows = geojson(feature(LINE), feature(None, code="L2"))
    assert run(rows, "--accept-refusals", "--end-missing").exit_code == 1
    assert session().scalar(select(func.count()).where(Lane.valid_to.is_not(None))) == 0


def test_missing_places_are_ended_where_asked(run):
    run(geojson(feature(LINE), feature(LINE, code="L2")), *CREATE)
    assert run(geojson(feature(LINE)), "--end-missing").exit_code == 0
    assert session().scalar(select(Lane.code).where(Lane.valid_to.is_not(None))) == "L2"


def test_a_layer_is_for_files_that_have_layers(run):
    result = run(osm(way(7, "1 2")), *CREATE, "--layer", "roads")
    assert (result.exit_code, lane_codes()) == (1, [])
    assert "OpenStreetMap" in result.stderr


def test_progress_is_told_apart_from_the_report(run):
    result = run(osm(way(7, "1 2")), *CREATE)
    assert "100" in result.stderr
    assert "100" not in result.stdout


def test_a_report_that_cannot_be_written_is_named(run, tmp_path):
    result = run(osm(way(7, "1 2")), *CREATE, "--report", str(tmp_path))
    assert (result.exit_code, lane_codes()) == (1, ["W7"])
