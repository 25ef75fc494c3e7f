"""The demo's April: the bulletin's figures are those of the community's own, from every side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine, text

from app import LaneSteward, clock
from app.bulletin.cli import bulletin
from app.db import db
from app.demo.accounts import PASSWORD
from tests.cast import DEMO_NOW as NOW
from tests.pages import token_of
from tests.rows import empty

PUBLISHED = {
    "fixed.illegal_parking": 370,
    "fixed.ebike_disorder": 391,
    "fixed.shopfront": 16,
    "fixed.sticker_ads": 5,
    "fixed.corridor_clutter": 102,
    "fixed.masks": 65,
    "repairs": 4,
}
MORE_THAN_HOURS = 60
NUMBER = re.compile(r'id="number">([\d,]+)<')
SUM = re.compile(r'id="sum">([\d,]+)')
APRIL = "(r.effective_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN '2026-04-01' AND '2026-04-30'"


@pytest.fixture(scope="module")
def site(
    app: LaneSteward, superuser: Engine, stage_demo: Callable[[], None]
) -> Iterator[FlaskClient]:
    """Give the supervisor's browser on the loaded demo; loaded once for all tests of this file."""
    stage_demo()
    browser = app.test_client()
    form = {"username": "supervisor", "password": PASSWORD}
    form["csrf_token"] = token_of(browser.get("/sign-in"))
    assert browser.post("/sign-in", data=form).status_code == 303
    yield browser
    empty(app, superuser)


@pytest.fixture
def april(site: FlaskClient) -> dict[str, Any]:
    with clock.frozen(NOW):
        found: dict[str, Any] = site.get("/api/v1/bulletins/2026-04").get_json()
    return found


def figures(document: dict[str, Any]) -> dict[str, float]:
    return {figure["key"]: figure["value"] for figure in document["figures"]}


def listed(site: FlaskClient, address: str) -> tuple[int, str, int]:
    """Return what a list says it holds, its sum, and how many rows stand on all of its pages."""
    first = page = site.get(address).text
    rows = 0
    while True:
        rows += page.count('class="row-title"')
        more = re.search(r'class="button full" href="(/bulletins/[^"]+)"', page)
        if more is None:
            break
        page = site.get(more[1].replace("&amp;", "&")).text
    number, total = NUMBER.search(first), SUM.search(first)
    assert number
    return int(number[1].replace(",", "")), total[1].replace(",", "") if total else "", rows


def recount(app: LaneSteward, what: str, where: str) -> int:
    """Count the raw reports of April, by the day of their time in Lhasa."""
    with app.app_context(), db.engine.connect() as connection:
        statement = f"SELECT {what} FROM report r WHERE {APRIL} AND {where}"
        return int(connection.execute(text(statement)).scalar_one())


def test_the_figures_are_those_that_were_published(april: dict[str, Any]) -> None:
    assert {key: figures(april)[key] for key in PUBLISHED} == PUBLISHED


def test_the_teams_patrolled_for_more_than_sixty_hours(april: dict[str, Any]) -> None:
    assert figures(april)["hours"] > MORE_THAN_HOURS


def test_the_hours_equal_a_recount_of_the_patrols_by_the_minute(
    april: dict[str, Any], app: LaneSteward
) -> None:
    minutes = set()
    with app.app_context(), db.engine.connect() as connection:
        for team, start, end in connection.execute(
            text("SELECT team_id, started_at, ended_at FROM patrol")
        ):
            first, last = int(start.timestamp()) // 60, int(end.timestamp()) // 60
            minutes |= {(team, minute) for minute in range(first, last)}
    april_began, april_ended = 1774972800 // 60, 1777564800 // 60  # midnights in Lhasa
    within = [one for one in minutes if april_began <= one[1] < april_ended]
    assert figures(april)["hours"] == pytest.approx(len(within) / 60, abs=0.01)


@pytest.mark.parametrize("key", [key for key in PUBLISHED if key.startswith("fixed.")])
def test_pieces_equal_a_recount_of_the_raw_reports(
    april: dict[str, Any], app: LaneSteward, key: str
) -> None:
    where = f"category_code = '{key.removeprefix('fixed.')}' AND outcome = 'fixed'"
    assert figures(april)[key] == recount(app, "sum(count)", where)


def test_repairs_equal_a_recount_of_the_raw_cases(april: dict[str, Any], app: LaneSteward) -> None:
    where = (
        "category_code IN ('road_damage', 'street_lamp', 'drain_blocked')"
        ' AND EXISTS (SELECT FROM "case" c WHERE c.report_id = r.id)'
    )
    assert figures(april)["repairs"] == recount(app, "count(*)", where)


def test_each_figure_opens_exactly_the_records_that_it_counts(
    april: dict[str, Any], site: FlaskClient
) -> None:
    for figure in april["figures"]:
        number, total, rows = listed(site, figure["records"])
        assert rows == number, figure["key"]
        if figure["measure"] == "records":
            assert number == figure["value"], figure["key"]
        elif figure["measure"] == "quantity":
            assert int(total) == figure["value"], figure["key"]


def test_each_figure_s_records_can_be_recounted_by_a_program(
    april: dict[str, Any], site: FlaskClient
) -> None:
    for figure in april["figures"]:
        records, address = [], figure["records_json"]
        while address:
            page = site.get(address).get_json()
            records += page["records"]
            address = page["next"]
        sums = {
            "records": len(records),
            "quantity": sum(one.get("count", 0) for one in records),
            "hours": sum(one.get("seconds", 0) for one in records) / 3600,
        }
        assert sums[figure["measure"]] == pytest.approx(figure["value"], abs=0.01), figure["key"]


def test_the_hours_open_patrols_whose_time_adds_up(
    april: dict[str, Any], site: FlaskClient
) -> None:
    [hours] = [figure for figure in april["figures"] if figure["key"] == "hours"]
    page = site.get(f"{hours['records']}&lang=en").text
    times = re.findall(r"(\d+) h (\d+) min", page)
    total, *walks = [int(h) * 60 + int(m) for h, m in times]
    assert sum(walks) == total == round(hours["value"] * 60)


@pytest.mark.parametrize("part", ["teams", "lanes"])
def test_each_line_of_a_table_opens_as_many_reports_as_it_says(
    april: dict[str, Any], site: FlaskClient, part: str
) -> None:
    for line in april[part][:4] + april[part][-1:]:
        number, _total, rows = listed(site, line["records"])
        assert number == rows == line["pins"]


@pytest.mark.parametrize(("part", "which"), [("teams", "pins"), ("days", "pins")])
def test_the_parts_add_up_to_all_pins(april: dict[str, Any], part: str, which: str) -> None:
    assert sum(line[which] for line in april[part]) == figures(april)["pins"]


@pytest.mark.parametrize("part", ["teams", "days"])
def test_the_parts_add_up_to_all_hours(april: dict[str, Any], part: str) -> None:
    total = sum(line["hours"] for line in april[part])
    assert total == pytest.approx(figures(april)["hours"], abs=0.2)


@pytest.mark.parametrize("language", ["zh_Hans", "bo", "en"])
def test_the_page_shows_the_figures_in_each_language(site: FlaskClient, language: str) -> None:
    page = site.get(f"/bulletins/2026-04?lang={language}").text
    shown = re.findall(r"<b>(?:<a[^>]*>)?([\d.,]+)", page)
    assert {"63.5", *map(str, PUBLISHED.values())} <= set(shown)


def test_the_workbook_holds_the_figures_as_numbers(site: FlaskClient) -> None:
    answer = site.get("/api/v1/bulletins/2026-04.xlsx?lang=en")
    page = load_workbook(BytesIO(answer.data)).worksheets[0]
    values = {row[3] for row in page.iter_rows(values_only=True)}
    assert {63.5, *PUBLISHED.values()} <= values


def test_the_command_writes_the_same_document(
    site: FlaskClient, app: LaneSteward, april: dict[str, Any], tmp_path: Any
) -> None:
    asked = ["--from", "2026-04-01", "--to", "2026-04-30", "--format", "html", "--lang", "en"]
    file = tmp_path / "april.html"
    result = app.test_cli_runner().invoke(bulletin, [*asked, "-o", str(file)])
    assert result.exit_code == 0, result.output
    written = file.read_text("utf-8")
    assert all(f"<b>{number}</b>" in written for number in PUBLISHED.values())
    assert "<a " not in written
