"""Files of what the map shows: the same figures, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from app import LaneSteward
from app.db import transaction
from app.hotspots.exports import STARTS_A_FORMULA, cell
from app.places.models import Lane
from tests.app.hotspots.records import PERIOD, tally
from tests.cast import EAST, NORTH, Cast, Player

Browser = Callable[[Player], FlaskClient]


@pytest.fixture
def pema(app: LaneSteward, cast: Cast, browser_of: Browser) -> FlaskClient:
    """Give the supervisor's browser: 6 reports on the long lane in November, 1 in October."""
    with app.app_context(), transaction() as session:
        tally(session, cast, 6)
        tally(session, cast, 1, day=date(2026, 10, 10))
    return browser_of(cast.pema)


def table(pema: FlaskClient, query: str = "") -> list[dict[str, str]]:
    """Read the table as a spreadsheet does."""
    answer = pema.get(f"/hotspots/lanes.csv?{PERIOD}{query}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_table_holds_what_the_list_holds(pema: FlaskClient) -> None:
    listed = pema.get(f"/api/v1/lane-rates?{PERIOD}").json["lanes"]
    assert [(row["code"], row["reports"]) for row in table(pema)] == [
        (lane["code"], str(lane["reports"])) for lane in listed
    ]


def test_the_table_holds_the_comparison_that_is_shown(pema: FlaskClient) -> None:
    row = table(pema, "&against=2026-10-02")[0]
    assert (row["reports"], row["before_reports"]) == ("6", "1")
    assert (row["before_from"], row["before_to"]) == ("2026-10-02", "2026-10-31")
    assert table(pema)[0]["before_reports"] == ""


def test_the_features_lie_where_the_lanes_lie(pema: FlaskClient) -> None:
    found = json.loads(pema.get(f"/hotspots/lanes.geojson?{PERIOD}").data)["features"]
    assert len(found) == 3
    assert found[0]["properties"]["reports"] == 6
    assert found[0]["geometry"]["coordinates"][0] == [EAST, NORTH]


def test_a_day_that_is_none_is_refused(pema: FlaskClient) -> None:
    assert pema.get("/hotspots/lanes.csv?against=soon").status_code == 422


@pytest.mark.parametrize("start", STARTS_A_FORMULA)
def test_a_name_that_would_be_a_formula_stays_a_name(
    app: LaneSteward, cast: Cast, pema: FlaskClient, start: str
) -> None:
    name = f'{start}HYPERLINK("http://x")'
    with app.app_context(), transaction() as session:
        renamed = update(Lane).where(Lane.id == cast.lanes["long"])
        session.execute(renamed.values(name_zh=name))
    assert table(pema)[0]["name_zh"] == f"'{name}"


def test_a_number_below_nought_stays_a_number() -> None:
    assert cell(-2.5) == "-2.5"


def test_hostile_names_stay_text_in_every_file(
    app: LaneSteward, cast: Cast, pema: FlaskClient, shared_data: Path
) -> None:
    strings = json.loads((shared_data / "hostile" / "script_strings.json").read_text())
    for name in [one[:200] for one in strings if "\0" not in one]:
        with app.app_context(), transaction() as session:
            renamed = update(Lane).where(Lane.id == cast.lanes["long"])
            session.execute(renamed.values(name_zh=name))
        answer = pema.get(f"/hotspots/lanes.geojson?{PERIOD}")
        assert json.loads(answer.data)["features"][0]["properties"]["name_zh"] == name
        assert table(pema)[0]["name_zh"] in {name, f"'{name}"}
