"""What the command can be told of a file: layer, encoding, datum, reference system, columns."""

import numpy as np
import pytest
import shapely
from sqlalchemy import func, select

from app.db import session
from app.places.imports.command import import_places
from app.places.models import Facility, Lane
from geo.crs import wgs84_to_gcj02
from tests.app.places.imports.drawn import LANE, archive, geopackage, shapefile

CREATE = ("--create", "--name", "老城")


@pytest.fixture
def run(ctx):
    """Run the command on a file."""

    def command(path, *options):
        arguments = [str(path), "--community", "town", *CREATE, *options]
        return ctx.test_cli_runner().invoke(import_places, arguments)

    return command


def written():
    return session().scalar(select(func.count()).select_from(Lane))


def test_a_layer_an_encoding_and_columns(run, tmp_path):
    path = shapefile(
        tmp_path / "f", encoding="GBK", without=(".cpg",), 编码甲=["L1"], 街名=["北巷"]
    )
    options = ("--encoding", "gbk", "--column", "code=编码甲", "--column", "name_zh=街名")
    assert run(path, "--layer", "lanes", *options).exit_code == 0
    assert session().scalar(select(Lane.name_zh)) == "北巷"


def test_a_datum(run, tmp_path):
    shifted = shapely.transform(LANE, lambda at: np.column_stack(wgs84_to_gcj02(*at.T)))
    assert run(geopackage(tmp_path / "f", [shifted]), "--datum", "gcj02").exit_code == 0
    metres = func.ST_Distance(func.geography(Lane.geom), func.ST_GeogFromText(LANE.wkt))
    assert session().scalar(select(metres)) < 0.001


def test_a_reference_system(run, tmp_path):
    path = shapefile(tmp_path / "f", without=(".prj",))
    assert run(path).exit_code == 1
    assert run(path, "--crs", "4326").exit_code == 0


def test_what_all_rows_are(run, tmp_path):
    path = geopackage(tmp_path / "f", [shapely.Point(91.1, 29.6)], layer="lanes")
    assert run(path, "--kind", "facility", "--facility", "lamp").exit_code == 0
    assert session().scalar(select(Facility.kind)) == "lamp"


@pytest.mark.parametrize(
    "option",
    [
        ("--encoding", "klingon"),
        ("--crs", "/etc/passwd"),
        ("--crs", "+init=epsg:4326"),
        ("--column", "code"),
        ("--column", "colour=x"),
        ("--kind", "street"),
        ("--facility", "pub"),
        ("--datum", "mars"),
    ],
)
def test_a_choice_that_is_none_is_refused_by_its_name(run, tmp_path, option):
    result = run(geopackage(tmp_path / "f"), *option)
    assert (result.exit_code, written()) == (2, 0)


def test_a_file_that_cannot_be_read_changes_nothing(run, tmp_path):
    result = run(archive(tmp_path / "f", {"../lanes.shp": b"x"}))
    assert (result.exit_code, len(result.stderr.splitlines()), written()) == (1, 1, 0)
