"""The bulletin as files: text stays text, a PDF opens nothing and has the letters it needs."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import update

from app import LaneSteward
from app.bulletin.cli import bulletin
from app.db import transaction
from app.pdf import BASE, OwnStyles
from app.people.area_models import Team
from app.places.definitions import CommunityCategory
from app.places.models import Lane
from app.reports import rollups
from tests.app.bulletin.records import patrol, report
from tests.cast import Cast, Player

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "#N/A", "\t=1+1"]
DAYS = ["--from", "2026-04-01", "--to", "2026-04-30"]


@pytest.fixture
def pema(app: LaneSteward, cast: Cast, browser_of: Callable[[Player], FlaskClient]) -> FlaskClient:
    """Give the supervisor's browser, in a community with a report in April."""
    with app.app_context(), transaction() as session:
        patrol(session, cast, "2026-04-10 09:00", 60)
        report(session, cast, "2026-04-10 09:10")
        session.flush()
        for name in rollups.NAMES:
            rollups.rebuild(session, name)
    return browser_of(cast.pema)


def rename(app: LaneSteward, cast: Cast, text: str) -> None:
    """Give the long lane, the team and a category a name, committed."""
    with app.app_context(), transaction() as session:
        session.execute(update(Lane).where(Lane.code == "L1").values(name_zh=text))
        session.execute(update(Team).where(Team.id == cast.team_id).values(name_zh=text))
        parking = CommunityCategory.code == "illegal_parking"
        session.execute(update(CommunityCategory).where(parking).values(name_zh=text))


def sheets(browser: FlaskClient) -> list[Worksheet]:
    answer = browser.get("/api/v1/bulletins/2026-04.xlsx")
    assert answer.status_code == 200
    return list(load_workbook(BytesIO(answer.data)).worksheets)


@pytest.mark.parametrize("name", FORMULAS)
def test_a_name_that_looks_like_a_formula_stays_text(
    app: LaneSteward, cast: Cast, pema: FlaskClient, name: str
) -> None:
    rename(app, cast, name)
    pages = sheets(pema)
    cells = [cell for page in pages for row in page.iter_rows() for cell in row]
    named = [cell for cell in cells if cell.value == name]
    assert len(named) == 4  # a figure, and a row of each table
    assert {cell.data_type for cell in named} == {"s"}
    assert {cell.quotePrefix for cell in named} == {True}
    assert not [cell.coordinate for cell in cells if cell.data_type in {"f", "e"}]


def test_a_figure_is_a_number(pema: FlaskClient) -> None:
    [row] = [r for r in sheets(pema)[0].iter_rows() if r[1].value == "违停车辆"]
    assert (row[3].data_type, row[3].value) == ("n", 3)


def test_a_figure_in_the_workbook_opens_its_records(pema: FlaskClient) -> None:
    [row] = [r for r in sheets(pema)[0].iter_rows() if r[1].value == "违停车辆"]
    target = row[3].hyperlink.target
    assert target.startswith("http://localhost/bulletins/reports?")
    assert 'id="number">1<' in pema.get(target).text


def test_a_name_that_no_workbook_can_hold_does_not_break_it(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    rename(app, cast, "a\x01b\x1fc")
    assert any("abc" in str(row[0].value) for row in sheets(pema)[3].iter_rows())


@pytest.mark.parametrize(
    "name",
    [pytest.param("<script>x</script>", marks=pytest.mark.matrix), "<img src=x onerror=x>"],
)
def test_a_hostile_name_is_inert_in_every_file(
    app: LaneSteward, cast: Cast, pema: FlaskClient, name: str
) -> None:
    rename(app, cast, name)
    page = pema.get("/api/v1/bulletins/2026-04.html").text
    assert str(escape(name)) in page
    assert not re.search(r"<script|<img", page)
    assert pema.get("/api/v1/bulletins/2026-04.pdf").data.startswith(b"%PDF")


@pytest.mark.parametrize(
    "language",
    [
        pytest.param("zh_Hans", marks=pytest.mark.matrix),
        "bo",
        pytest.param("en", marks=pytest.mark.matrix),
    ],
)
def test_the_pdf_carries_the_letters_of_its_language(pema: FlaskClient, language: str) -> None:
    answer = pema.get(f"/api/v1/bulletins/2026-04.pdf?lang={language}")
    assert answer.content_type == "application/pdf"
    fonts = {"zh_Hans": "CJK-SC", "bo": "Noto-Serif-Tibetan", "en": "Noto-Sans"}
    assert fonts[language] in "".join(font_names(answer.data))


def font_names(pdf: bytes) -> set[str]:
    """Return the names of the fonts that a PDF embeds, unpacking its streams of objects."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    parts = [pdf]
    for one in packed:
        try:
            parts.append(zlib.decompress(one))
        except zlib.error:
            continue
    return {name.decode() for part in parts for name in re.findall(rb"/FontName ?/([\w+-]+)", part)}


def test_a_name_cannot_make_the_pdf_open_a_file(
    app: LaneSteward, cast: Cast, pema: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    fetch = OwnStyles.fetch

    def told(own: OwnStyles, url: str, headers: object = None) -> object:
        asked.append(url)
        return fetch(own, url, headers)

    monkeypatch.setattr(OwnStyles, "fetch", told)
    rename(app, cast, '<img src="file:///etc/hostname"><link rel=attachment href="file:///x">')
    pema.get("/api/v1/bulletins/2026-04.pdf")
    assert asked == [f"{BASE}static/css/bulletin_print.css"]


def test_a_file_that_leaves_the_house_needs_nothing_of_it(
    app: LaneSteward, cast: Cast, pema: FlaskClient, tmp_path: Path
) -> None:
    file = tmp_path / "april.html"
    arguments = [*DAYS, "--community", "here", "--format", "html", "-o", str(file)]
    result = app.test_cli_runner().invoke(bulletin, arguments)
    assert result.exit_code == 0, result.output
    page = file.read_text("utf-8")
    [style] = re.findall(r'href="([^"]*)"', page)
    assert b"@page" in base64.b64decode(style.partition("base64,")[2])


def test_the_command_asks_which_community(app: LaneSteward, cast: Cast, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(bulletin, [*DAYS, "-o", str(tmp_path / "x.pdf")])
    assert result.exit_code == 1
    assert "elsewhere, here" in result.output


def test_the_command_says_that_a_file_cannot_be_written(
    app: LaneSteward, cast: Cast, tmp_path: Path
) -> None:
    into = tmp_path / "nowhere" / "x.json"
    asked = [*DAYS, "--community", "here", "--format", "json", "-o", str(into)]
    result = app.test_cli_runner().invoke(bulletin, asked)
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_the_command_refuses_days_out_of_order(
    app: LaneSteward, cast: Cast, tmp_path: Path
) -> None:
    days = ["--from", "2026-04-30", "--to", "2026-04-01", "--community", "here"]
    result = app.test_cli_runner().invoke(bulletin, [*days, "-o", str(tmp_path / "x.pdf")])
    assert (result.exit_code, (tmp_path / "x.pdf").exists()) == (1, False)


def test_the_page_to_keep_is_styled_by_a_file_of_ours(pema: FlaskClient) -> None:
    page = pema.get("/api/v1/bulletins/2026-04.html").text
    assert '<link rel="stylesheet" href="/static/css/bulletin_print.css">' in page
