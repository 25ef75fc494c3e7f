"""Strings that would run if a page let them, in every text that people write: inert everywhere."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import url_for
from markupsafe import escape
from playwright.sync_api import Browser
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import LaneSteward
from app.db import transaction
from app.jobs.models import JobProgress
from app.people.area_models import AdminArea, Team
from app.people.models import Person
from app.places.definitions import Category, Department
from app.places.models import Courtyard, Lane
from tests.architecture.routes import ROUTES, VISITOR
from tests.architecture.world import World, pin, populate
from tests.cast import add_courtyard, add_lane
from tests.rows import empty
from tests.serving import serving

OWN = [
    "<b id=hostile>",
    "\"'><img id=hostile src=x onerror=window.__x=1>",
    "' onmouseover='window.__x=1' id='hostile",
    "</title></textarea></select><script id=hostile>window.__x=1</script>",
    "--><svg id=hostile onload=window.__x=1>",
    "javascript:window.__x=1//${window.__x=1}",
    "{{ 7*191 }}{% set x = 1 %}",
    "&lt;img src=x&gt;&amp;",
]
SHARED = "hostile/script_strings.json"
PAGES = sorted(key for key in ROUTES if key.startswith("GET") and key != "GET static")
LINKS = {"href", "src", "action", "formaction", "data", "poster", "srcdoc"}
DATA = {
    "application/geo+json",
    "application/gpx+xml",
    "application/json",
    "application/problem+json",
    "application/vnd.mapbox-vector-tile",
    "image/jpeg",
    "text/csv",
}
PAGES_OF_THE_API = {"GET bulletin_api.month_as"}  # the bulletin as a page to save


def strings() -> list[str]:
    """Return our own strings, and those of the reference data where they are at hand."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    file = Path(os.environ.get("LANE_STEWARD_DATA", beside)) / SHARED
    return OWN + (json.loads(file.read_text("utf-8")) if file.is_file() else [])


STRINGS = strings()


class Page(HTMLParser):
    """Collects what could run: elements, attributes that are scripts, and links that are."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[tuple[str, str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element or attribute that none of our templates writes."""
        said = {name: value or "" for name, value in attrs}
        if tag in {"iframe", "object", "embed"} or (tag == "script" and "src" not in said):
            self.wrong.append((tag, "", ""))
        for name, value in said.items():
            leads = name in LINKS and value.strip().lower().startswith(("javascript:", "data:text"))
            if name.startswith("on") or leads or (name, value) == ("id", "hostile"):
                self.wrong.append((tag, name, value))


@pytest.fixture(scope="module")
def world(app: LaneSteward, superuser: Engine) -> Iterator[World]:
    """Give the world after somebody has written such strings wherever one can write."""
    made = populate(app)
    drolma = made.browser("drolma")
    for number, text in enumerate(STRINGS):
        report = UUID(int=number + 1000)
        body = pin(note=text, house_number=text[:40], outcome="escalated", category="street_lamp")
        answer = drolma.put(f"/api/v1/reports/{report}", json=body)
        assert answer.status_code == 201, answer.text
        made.things["report"][f"hostile {number}"] = {"report_id": report}
    with app.app_context(), transaction() as own:
        _name_everything(own, made)
    yield made
    empty(app, superuser)


def _name_everything(session: Session, world: World) -> None:
    """Give such names to places and people, as somebody with psql might."""
    here = session.get_one(AdminArea, world.cast.community_id)
    for number, text in enumerate(STRINGS):
        lane = add_lane(session, here, f"H{number}", [(0, 0), (0.001, 0.001)], text)
        add_courtyard(session, here, f"HC{number}", lane)
    for kind in (Lane, Courtyard, Team, Department, Category, AdminArea):
        for number, row in enumerate(session.query(kind).all()):
            text = STRINGS[number % len(STRINGS)]
            row.name_zh = row.name_bo = row.name_en = text[: _room(kind)]
    for number, person in enumerate(session.query(Person).all()):
        person.display_name = STRINGS[number % len(STRINGS)]
    session.execute(update(JobProgress).values(message=STRINGS[0], task=STRINGS[1]))


def _room(kind: type) -> int:
    return kind.__table__.c.name_zh.type.length or 2000


def opened(world: World, key: str) -> Iterator[tuple[str, str, TestResponse]]:
    """Open everything of a row, as all who may and a visitor: who, what, and the answer."""
    row = ROUTES[key]
    for name, values in world.things[row.kind].items():
        may = {"pema"} if name.startswith("hostile") else row.who[name]
        with world.app.test_request_context():
            there = url_for(key.split()[1], **{**row.values, **values})
        for who in sorted(may | {VISITOR}):
            yield who, name, world.browser(who).get(there, buffered=True)


def runs(answer: TestResponse) -> list[object]:
    """Return what in an answer could run, or could be taken for a page though it is data."""
    if answer.mimetype != "text/html":
        is_data = answer.mimetype in {*DATA, "text/javascript", "text/css", "text/plain"}
        return [] if is_data else [answer.mimetype]
    through = [one for one in STRINGS if "<" in one and one in answer.text]
    return [*Page(answer.text).wrong, *through]


@pytest.mark.parametrize("key", PAGES)
def test_whatever_is_written_stays_text(world: World, key: str) -> None:
    wrong = []
    for who, name, answer in opened(world, key):
        assert answer.status_code < 500
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "_api." not in key or key in PAGES_OF_THE_API or answer.mimetype in DATA
        wrong += [(who, name, one) for one in runs(answer)]
    assert wrong == []


@pytest.mark.parametrize("number", range(len(STRINGS)))
def test_a_note_is_shown_as_it_was_written(world: World, number: int) -> None:
    page = world.browser("pema").get(f"/reports/{UUID(int=number + 1000)}").text
    assert str(escape(STRINGS[number].strip())) in page


def test_names_are_shown_as_they_were_given(world: World) -> None:
    page = world.browser("pema").get("/hotspots/lanes").text
    missing = [one for one in STRINGS if str(escape(one.strip())) not in page]
    assert len(missing) <= 4  # what the four lanes of the cast were given, others have too


@pytest.mark.parametrize("text", OWN[:5])
def test_a_page_that_let_it_through_would_be_seen(text: str) -> None:
    assert Page(f"<p title='{text}'>{text}</p>").wrong


def test_the_reference_strings_are_among_them() -> None:
    if len(STRINGS) == len(OWN):
        pytest.skip(f"no {SHARED} at hand: only our own strings were tried")
    assert '<svg onload="window.__x=1">' in STRINGS


def test_a_hostile_report_id_is_nothing(world: World) -> None:
    answer = world.browser("pema").get(f"/reports/{uuid4()}%3Cscript%3E")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


@pytest.fixture(scope="module")
def address(world: World) -> Iterator[str]:
    """Serve the world to a browser."""
    with serving(world.app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/hotspots", "/hotspots/lanes", "/cases/", "/pin"])
def test_in_a_browser_nothing_runs_and_the_map_lives(
    chromium: Browser, world: World, address: str, path: str
) -> None:
    page, errors = chromium.new_page(locale="zh-CN"), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.context.add_cookies([{"name": "session", "value": cookie_of(world), "url": address}])
    page.goto(address + path, wait_until="networkidle")
    if path == "/hotspots":
        page.locator("#lanes a, #lanes button").first.click()
        page.locator("#lane-card").get_by_text(OWN[0]).first.wait_for()
    assert page.evaluate("window.__x") is None
    assert page.locator("#hostile").count() == 0
    assert path in {"/hotspots/lanes", "/cases/"} or page.locator(".leaflet-pane").count() > 0
    page.close()
    assert errors == []


def cookie_of(world: World) -> str:
    """Return the cookie that the supervisor's browser holds."""
    browser = world.browser("pema")
    browser.get("/me")
    cookie = browser.get_cookie("session")
    assert cookie is not None
    return cookie.value
