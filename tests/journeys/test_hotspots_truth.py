"""What the map says against what the demo's generator knows; slider, comparison, card and files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from app import LaneSteward, clock
from app.db import transaction
from app.demo.load_places import CODE
from app.demo.rates import MERELY_WATCHED, TRULY_WORSE
from app.hotspots.along_actions import prepare
from app.people.areas import community_by_code
from tests.journeys.conftest import DESK, ON_A_DESK_FIRST, PHONE, Visit
from tests.templates.test_accessible import AXE, RUN_AXE

pytestmark = pytest.mark.browser

Start = Callable[..., Visit]
ALONG = """
() => [...document.querySelectorAll(".leaflet-along-pane canvas")].every((canvas) => {
  const pen = canvas.getContext("2d");
  return pen.getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte > 0);
})
"""


def supervisor(visit: Start, size: tuple[int, int], path: str = "/hotspots") -> Visit:
    """Open the map as the supervisor and wait until it has judged the lanes."""
    one = visit(size)
    one.sign_in("supervisor")
    one.open(path)
    expect(one.page.locator("#flags li").first).to_be_visible(timeout=30_000)
    return one


def flagged(page: Page) -> set[str]:
    """Return the codes of the lanes that are to be looked at first."""
    return set(page.locator("#flags small").all_inner_texts())


@ON_A_DESK_FIRST
def test_worse_lanes_are_flagged_and_those_merely_watched_are_not(
    visit: Start, size: tuple[int, int]
) -> None:
    pema = supervisor(visit, size)
    assert flagged(pema.page) == TRULY_WORSE
    assert not flagged(pema.page) & MERELY_WATCHED
    pema.behaved()


def test_yet_the_watched_lanes_lead_the_list_of_reports(visit: Start) -> None:
    pema = supervisor(visit, DESK)
    first = pema.page.locator("#lanes small").first.inner_text()
    assert first in MERELY_WATCHED  # which is why a count alone would send the patrol there


@pytest.mark.matrix
@ON_A_DESK_FIRST
def test_the_slider_narrows_the_days_by_arrow_keys(visit: Start, size: tuple[int, int]) -> None:
    pema = supervisor(visit, size)
    page, slider = pema.page, pema.page.locator("#slider")
    whole = page.locator("#summary").inner_text()
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#whole")).to_be_visible()
    expect(page.locator("#summary")).not_to_have_text(whole)
    assert "frame=" in page.url
    assert slider.get_attribute("aria-valuetext") == page.locator("#moment").inner_text()
    page.click("#whole")
    expect(page.locator("#summary")).to_have_text(whole)
    pema.behaved()


@pytest.mark.matrix
def test_the_film_runs_by_itself_and_can_be_stopped(visit: Start) -> None:
    pema = supervisor(visit, DESK)
    page = pema.page
    page.click("#play")
    expect(page.locator("#summary")).to_have_attribute("aria-live", "off")
    first = page.locator("#moment").inner_text()
    expect(page.locator("#moment")).not_to_have_text(first)
    page.click("#play")
    expect(page.locator("#play")).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#summary")).to_have_attribute("aria-live", "polite")


@pytest.mark.matrix
@ON_A_DESK_FIRST
def test_a_period_is_compared_with_the_one_before(visit: Start, size: tuple[int, int]) -> None:
    pema = supervisor(visit, size)
    page = pema.page
    page.click("#compare")
    expect(page.locator("[data-for=change]")).to_be_visible()
    expect(page.locator("#lanes a").first).to_contain_text("→")
    assert "against=" in page.url
    page.click("#compare")
    expect(page.locator("[data-for=heat]")).to_be_visible()
    pema.behaved()


@pytest.mark.matrix
@ON_A_DESK_FIRST
def test_the_card_says_what_a_pass_finds_and_why_the_lane_is_flagged(
    visit: Start, size: tuple[int, int]
) -> None:
    pema = supervisor(visit, size)
    card = pema.page.locator("#lane-card")
    pema.page.locator("#flags a").first.press("Enter")
    expect(card).to_be_focused()
    reason = pema.page.locator("#flags li p").first.inner_text()
    expect(card).to_contain_text(reason)
    assert card.locator(".trend rect").count() == 26
    expect(card.locator(".strip img").first).to_be_visible()
    pema.behaved()


@pytest.mark.matrix
@ON_A_DESK_FIRST
def test_a_view_can_be_shared_by_its_address(visit: Start, size: tuple[int, int]) -> None:
    pema = supervisor(visit, size)
    page = pema.page
    page.locator("#layers label:has([value=risk])").click()
    page.locator("#layers label:has([value=facilities])").click()
    page.locator("#flags a").first.press("Enter")
    expect(page.locator("#lane-card")).to_be_visible()
    title = page.locator("#lane-card h2").inner_text()
    lhamo = supervisor(visit, size, page.url.removeprefix(pema.base))
    expect(lhamo.page.locator("#lane-card h2")).to_have_text(title)
    expect(lhamo.page.locator("[data-for=risk]")).to_be_visible()
    assert lhamo.page.locator("[name=with][value=facilities]").is_checked()
    lhamo.behaved()


@pytest.mark.matrix
def test_heat_along_the_lanes_is_drawn_once_it_is_prepared(
    visit: Start, site: tuple[str, LaneSteward]
) -> None:
    pema = supervisor(visit, DESK)
    page = pema.page
    page.locator("#layers label:has([value=along])").click()
    expect(page.locator("#preparing")).to_be_visible()
    with site[1].app_context(), transaction() as session:
        home = community_by_code(session, CODE)
        assert home is not None
        prepare(session, home.id, clock.now())
    expect(page.locator("[data-for=along]")).to_be_visible(timeout=15_000)
    expect(page.locator("#preparing")).to_be_hidden()
    assert page.evaluate(ALONG)
    pema.behaved()


@pytest.mark.matrix
@ON_A_DESK_FIRST
def test_what_is_shown_can_be_taken_along(
    visit: Start, size: tuple[int, int], tmp_path: Path
) -> None:
    pema = supervisor(visit, size)
    with pema.page.expect_download() as picture:
        pema.page.click("#png")
    picture.value.save_as(tmp_path / "map.png")
    with Image.open(tmp_path / "map.png") as image:
        assert min(image.size) > 400
        assert len(image.convert("RGB").getcolors(1 << 24) or []) > 1000
    with pema.page.expect_download() as table:
        pema.page.click("[data-export=csv]")
    table.value.save_as(tmp_path / "lanes.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "lanes.csv").read_text("utf-8-sig"))))
    assert {row["code"] for row in rows if row["flag"] == "1"} == TRULY_WORSE
    pema.behaved()


def test_a_month_to_come_is_empty_and_says_what_to_do(visit: Start) -> None:
    pema = visit(PHONE)
    pema.sign_in("supervisor")
    later = clock.now().date() + timedelta(days=400)
    pema.open(f"/hotspots?from={later}&to={later + timedelta(days=29)}")
    expect(pema.page.locator("#nothing")).to_be_visible()
    expect(pema.page.locator("#flagged-summary")).not_to_be_empty()
    pema.behaved()


@pytest.mark.matrix
@ON_A_DESK_FIRST
def test_axe_finds_nothing_on_the_map_and_nothing_runs_off_the_side(
    visit: Start, size: tuple[int, int]
) -> None:
    pema = supervisor(visit, size)
    page = pema.page
    page.locator("#filter summary").click()
    page.locator("#flags a").first.press("Enter")
    expect(page.locator("#lane-card")).to_be_visible()
    page.evaluate(AXE.read_text())
    assert page.evaluate(RUN_AXE) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
