"""The map in a browser: linked with its list, and inert whatever the lanes are called."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import TextClause, select, text

from app import LaneSteward
from app.db import transaction
from app.places.models import Courtyard, Facility, Lane
from tests.journeys.conftest import DESK, PHONE, Visit

pytestmark = pytest.mark.browser

Start = Callable[..., Visit]
NAMED = (Lane, Courtyard, Facility)
PAINTED_ALL = """
() => {
const drawn = ".leaflet-pane:not(.leaflet-along-pane) > canvas";
const canvases = [...document.querySelectorAll(drawn)];
const painted = (canvas) => {
  const pen = canvas.getContext("2d");
  const { width, height } = canvas;
  return pen.getImageData(0, 0, width, height).data.some((byte) => byte > 0);
};
return canvases.length === 4 && canvases.every(painted); // ground, heat, lanes, names
}
"""


def supervisor(visit: Start, size: tuple[int, int] = DESK, theme: str = "light") -> Visit:
    """Open the map as the supervisor and wait until it has spoken."""
    one = visit(size, theme)
    one.sign_in("supervisor")
    one.open("/hotspots")
    expect(one.page.locator("[data-for=heat]")).to_be_visible()
    expect(one.page.locator("#lanes li")).to_have_count(15)
    return one


@pytest.mark.parametrize(
    ("size", "theme"), [pytest.param(PHONE, "dark", marks=pytest.mark.matrix), (DESK, "light")]
)
def test_heat_lanes_and_places_are_drawn(visit: Start, size: tuple[int, int], theme: str) -> None:
    pema = supervisor(visit, size, theme)
    pema.page.wait_for_function(PAINTED_ALL)
    pema.behaved()


@pytest.mark.matrix
def test_what_the_network_keeps_back_at_first_is_drawn_all_the_same(visit: Start) -> None:
    pema, asked = visit(DESK), set()

    def fail_once(route: Route) -> None:
        again = route.request.url in asked
        asked.add(route.request.url)
        route.continue_() if again else route.abort()

    pema.sign_in("supervisor")
    pema.page.route(re.compile("/tiles/|/api/v1/places/"), fail_once)
    pema.open("/hotspots")
    pema.page.wait_for_function(PAINTED_ALL)
    assert len(asked) > 2
    pema.behaved()


@pytest.mark.matrix
def test_enter_on_a_lane_of_the_list_opens_its_card(visit: Start) -> None:
    pema = supervisor(visit)
    second = pema.page.locator("#lanes a").nth(1)
    name = second.locator("span").first.evaluate("(name) => name.firstChild.textContent")
    second.press("Enter")
    expect(pema.page.locator("#lane-card h2")).to_contain_text(name)
    expect(pema.page.locator("#lane-card")).to_be_focused()


@pytest.mark.matrix
def test_escape_closes_the_card(visit: Start) -> None:
    pema = supervisor(visit)
    pema.page.locator("#lanes a").first.press("Enter")
    expect(pema.page.locator("#lane-card")).to_be_visible()
    pema.page.keyboard.press("Escape")
    expect(pema.page.locator("#lane-card")).to_be_hidden()


@pytest.mark.matrix
def test_the_card_leads_to_the_reports_that_it_counts(visit: Start) -> None:
    pema = supervisor(visit)
    first = pema.page.locator("#lanes a").first
    reports = int(first.locator("span").nth(1).inner_text())
    first.press("Enter")
    pema.page.locator("#lane-card .doors a").first.click()
    expect(pema.page.locator(".row-item")).to_have_count(reports)


def test_without_script_the_worst_lanes_and_the_filter_are_there(
    visit: Start, site: tuple[str, LaneSteward]
) -> None:
    pema = visit(DESK)
    pema.sign_in("supervisor")
    pema.page.route("**/*.js", lambda route: route.abort())
    pema.open("/hotspots")
    expect(pema.page.locator("#lanes a")).to_have_count(3)
    pema.page.locator("#filter a").click()
    pema.page.locator(".filter-fields button").click()
    assert "from=" in pema.page.url
    expect(pema.page.locator("#lanes a")).to_have_count(3)


@pytest.fixture
def hostile_names(site: tuple[str, LaneSteward], shared_data: Path) -> Iterator[None]:
    """Call every lane, courtyard and landmark by one of the hostile strings; put it right after."""
    strings = json.loads((shared_data / "hostile" / "script_strings.json").read_text())
    names = [one[:200] for one in strings if "\0" not in one]
    with site[1].app_context():
        with transaction() as session:
            kept = {kind: session.execute(select(kind.id, kind.name_zh)).all() for kind in NAMED}
            for kind, rows in kept.items():
                hostile = [{"id": id_, "name": names[id_ % len(names)]} for id_, _name in rows]
                session.execute(rename(kind), hostile)
        yield
        with transaction() as session:
            for kind, rows in kept.items():
                session.execute(rename(kind), [{"id": id_, "name": name} for id_, name in rows])


def rename(kind: type[Lane | Courtyard | Facility]) -> TextClause:
    """Return the statement that renames a place."""
    return text(f"UPDATE {kind.__tablename__} SET name_zh = :name WHERE id = :id")


def test_hostile_names_stay_text_and_the_map_alive(visit: Start, hostile_names: None) -> None:
    pema = supervisor(visit)
    for row in range(15):
        pema.page.locator("#lanes a").nth(row).hover()
    pema.page.locator("#lanes a").first.press("Enter")
    expect(pema.page.locator("#lane-card")).to_be_visible()
    assert pema.page.evaluate("window.__x") is None
    pema.page.wait_for_function(PAINTED_ALL)
    pema.behaved()
