"""The map page, the list and the records: light, inert, and open to whom they are for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from app import LaneSteward
from app.db import transaction
from app.people.areas import community
from app.places.models import Lane
from tests.app.hotspots.records import PERIOD, report, tally
from tests.cast import Cast, Player, add_lane

Browser = Callable[[Player], FlaskClient]
LIGHT = 10_000  # bytes


@pytest.fixture
def pema(cast: Cast, browser_of: Browser) -> FlaskClient:
    """Give the supervisor's browser."""
    return browser_of(cast.pema)


@pytest.fixture
def busy(app: LaneSteward, cast: Cast) -> Cast:
    """Give a community with reports on its long lane."""
    with app.app_context(), transaction() as session:
        tally(session, cast, 2)
        tally(session, cast, 1, category="masks")
        report(session, cast, house_number="7号")
        report(session, cast, time_flag=None, outcome="escalated")
        report(session, cast, category_code="masks")
        report(session, cast, time_flag="implausible")
    return cast


def test_the_page_says_in_a_sentence_what_the_map_shows(busy: Cast, pema: FlaskClient) -> None:
    page = pema.get(f"/hotspots?{PERIOD}").text
    sentence = page.split('id="summary"')[1].split("</p>")[0]
    assert "2" in sentence
    assert "长巷" in sentence


def test_the_page_stays_light_with_three_hundred_busy_lanes(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    with app.app_context(), transaction() as session:
        many_lanes(session, cast, 300)
    assert len(pema.get(f"/hotspots?{PERIOD}").data) <= LIGHT


def many_lanes(session: Session, cast: Cast, number: int) -> None:
    """Add lanes beside one another, each with reports of a day of its own."""
    here = community(session, cast.community_id)
    for i in range(number):
        line = [(0.0, i * 1e-5), (0.001, i * 1e-5)]
        cast.lanes[f"many{i}"] = add_lane(session, here, f"BL-M{i:03}", line, f"很长的巷名第{i}号")
        day = date(2026, 11, 1 + i % 30)
        tally(session, cast, 7 * i, lane=f"many{i}", day=day, hour=i // 30)


def test_nothing_inline_and_nothing_foreign(busy: Cast, pema: FlaskClient) -> None:
    page = pema.get(f"/hotspots?{PERIOD}").text
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_the_maps_script_is_named_by_its_digest(cast: Cast, pema: FlaskClient) -> None:
    page = pema.get("/hotspots").text
    (address,) = re.findall(r'src="(/maps/[0-9a-f]{64}\.js)"', page)
    assert pema.get(address).status_code == 200


def test_leaflet_comes_before_the_maps_script(cast: Cast, pema: FlaskClient) -> None:
    page = pema.get("/hotspots").text
    assert 0 < page.index("leaflet/leaflet.js") < page.index('src="/maps/')


def test_without_javascript_the_list_is_there(busy: Cast, pema: FlaskClient) -> None:
    page = pema.get(f"/hotspots?{PERIOD}").text
    assert f"/hotspots/lanes/{busy.lanes['long']}?from=2026-11-01&amp;to=2026-11-30" in page


def test_the_filter_keeps_its_state_in_the_address(busy: Cast, pema: FlaskClient) -> None:
    asked = f"{PERIOD}&category=illegal_parking&hours=6-10&weekdays=1-5&found_by=patrol"
    for name in ("panel", "filter"):
        page = pema.get(f"/hotspots/{name}?{asked}").text
        for value in ("illegal_parking", "6-10", "1-5", "patrol"):
            assert f'<option value="{value}" selected>' in page


def test_an_empty_period_says_what_to_do(cast: Cast, pema: FlaskClient) -> None:
    page = pema.get(f"/hotspots?{PERIOD}").text
    nothing = re.search('id="nothing"[^>]*>', page)
    assert nothing
    assert "hidden" not in nothing.group()


def test_a_busy_period_keeps_that_advice_for_when_the_slider_needs_it(
    busy: Cast, pema: FlaskClient
) -> None:
    assert 'id="nothing"' not in pema.get(f"/hotspots?{PERIOD}").text
    assert re.search('id="nothing"[^>]* hidden>', pema.get(f"/hotspots/panel?{PERIOD}").text)


def test_days_out_of_order_are_refused_on_the_page(cast: Cast, pema: FlaskClient) -> None:
    assert pema.get("/hotspots?from=2026-11-02&to=2026-11-01").status_code == 422


@pytest.mark.parametrize("path", ["/hotspots", "/hotspots/lanes", "/hotspots/records"])
@pytest.mark.parametrize("who", ["drolma", "tashi", "lights", "inspector"])
def test_the_pages_are_refused_to_who_may_not_see_them(
    cast: Cast, browser_of: Browser, who: str, path: str
) -> None:
    assert browser_of(cast.everybody()[who]).get(path).status_code == 403


def test_the_records_are_those_that_are_counted(busy: Cast, pema: FlaskClient) -> None:
    page = pema.get(f"/hotspots/lanes/{busy.lanes['long']}?{PERIOD}").text
    assert page.count('class="row-title"') == 2
    assert "7号" in page


@pytest.mark.parametrize("who", ["area_viewer", "admin"])
def test_who_sees_sums_sees_no_record(busy: Cast, browser_of: Browser, who: str) -> None:
    browser = browser_of(busy.everybody()[who])
    page = browser.get(f"/hotspots/lanes/{busy.lanes['long']}?{PERIOD}").text
    assert 'class="row-title"' not in page
    assert "7号" not in page


def test_a_strangers_lane_is_not_found(busy: Cast, browser_of: Browser) -> None:
    stranger = browser_of(busy.stranger)
    assert stranger.get(f"/hotspots/lanes/{busy.lanes['long']}").status_code == 404


def test_a_hostile_name_stays_text_on_every_page(
    app: LaneSteward, busy: Cast, pema: FlaskClient, shared_data: Path
) -> None:
    hostile = json.loads((shared_data / "hostile" / "script_strings.json").read_text())
    for text in hostile_texts(hostile):
        rename(app, busy, text)
        pages = (f"/hotspots?{PERIOD}", f"/hotspots/lanes/{busy.lanes['long']}?{PERIOD}")
        for page in map(pema.get, pages):
            assert page.status_code == 200
            assert text not in page.text or not re.search(r"[<>\"'&]", text)


def hostile_texts(found: object) -> list[str]:
    """Return every string of the list that a name column can hold."""
    flat = found if isinstance(found, list) else list(found.values())  # type: ignore[attr-defined]
    texts = [t for one in flat for t in (one if isinstance(one, list) else [one])]
    return [
        t for t in texts if isinstance(t, str) and t.strip() and len(t) <= 200 and "\0" not in t
    ]


def rename(app: LaneSteward, cast: Cast, text: str) -> None:
    """Give the long lane another name, committed."""
    with app.app_context(), transaction() as session:
        renamed = update(Lane).where(Lane.id == cast.lanes["long"]).values(name_zh=text)
        session.execute(renamed)


def test_a_lanes_name_never_reaches_the_maps_script(
    app: LaneSteward, busy: Cast, pema: FlaskClient
) -> None:
    before = re.findall(r"/maps/[0-9a-f]{64}\.js", pema.get("/hotspots").text)
    rename(app, busy, "${alert(1)}")
    assert re.findall(r"/maps/[0-9a-f]{64}\.js", pema.get("/hotspots").text) == before


@pytest.mark.parametrize("page", ["-1", "x", "²", "9" * 5000])
def test_a_page_number_that_is_none_shows_a_page_all_the_same(
    browser_of: Callable[[Player], FlaskClient], cast: Cast, page: str
) -> None:
    assert browser_of(cast.pema).get(f"/hotspots/records?page={page}").status_code == 200
