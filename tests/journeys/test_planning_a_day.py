"""The supervisor's evening: see what is due, plan tomorrow with three teams, print a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, ON_A_DESK_FIRST, Visit

Start = Callable[..., Visit]
PATIENCE_MS = 60_000  # the first plan on a new machine compiles the solver
COLOURED = """
() => {
  const canvas = document.querySelector(".leaflet-walks-pane canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Set();
  for (let i = 0; i < pixels.length; i += 4)
    if (pixels[i + 3] === 255) seen.add(`${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`);
  return seen.size;
}
"""


def tomorrow() -> str:
    """Return tomorrow on the demo's calendar."""
    return (
        (datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(days=1))
        .date()
        .isoformat()
    )


def planned(visit: Start, size: tuple[int, int], teams: int = 3, minutes: int = 60) -> Visit:
    """Let the supervisor plan tomorrow with so many teams of so many minutes each."""
    pema = visit(size)
    pema.sign_in("supervisor")
    pema.open(f"/plans/{tomorrow()}/prepare")
    ticks = pema.page.locator("input[type=checkbox]")
    for i in range(ticks.count()):
        ticks.nth(i).set_checked(i < teams)
    pema.page.get_by_label("分钟").fill(str(minutes))
    pema.page.get_by_role("button", name="排出路线").click(timeout=PATIENCE_MS)
    pema.page.wait_for_url(f"**/plans/{tomorrow()}", timeout=PATIENCE_MS)
    pema.page.wait_for_load_state("networkidle")
    return pema


def opened_leg(page: Page) -> str:
    """Point at the first inspected leg of the list; return what it says."""
    leg = page.locator("#walks li[data-legs]:not(.way)").first
    leg.hover()
    expect(leg).to_have_class(re.compile("pointed"))
    return leg.inner_text()


@ON_A_DESK_FIRST
def test_tomorrow_is_planned_with_three_teams_and_a_sheet_printed(
    visit: Start, size: tuple[int, int]
) -> None:
    pema = planned(visit, size)
    expect(pema.page.locator("details.walk")).to_have_count(3)
    assert re.search(r"每 \d+ 天一次", opened_leg(pema.page))
    assert pema.page.evaluate(COLOURED) >= 3
    assert pema.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    pema.page.get_by_role("link", name="打印巡查单").click()
    expect(pema.page.locator(".sheet")).to_have_count(3)
    expect(pema.page.locator(".sheet").first.locator("thead th.tally")).to_have_count(10)
    pema.behaved()


@pytest.mark.matrix
def test_a_leg_chosen_on_the_map_opens_its_team_in_the_list(visit: Start) -> None:
    pema = planned(visit, DESK)
    pema.page.evaluate(
        """() => document.querySelector(".folium-map").dispatchEvent(new CustomEvent(
            "leg-chosen", {detail: {team: Number(document.querySelectorAll("details.walk")[2]
                .dataset.team), numbers: [0]}}))"""
    )
    expect(pema.page.locator("details.walk").nth(2)).to_have_attribute("open", "")
    expect(pema.page.locator("details.walk").nth(0)).not_to_have_attribute("open", "")
    expect(pema.page.locator("#walk-keys a").nth(2)).to_have_attribute("aria-current", "")
    pema.page.keyboard.press("Escape")
    expect(pema.page.locator("#walk-keys a[aria-current]")).to_have_count(0)
    pema.behaved()


@pytest.mark.matrix
def test_a_team_that_stays_away_leaves_its_lanes_to_the_others(visit: Start) -> None:
    pema = planned(visit, DESK)
    pema.page.locator("form[action$='/absent'] select").select_option(index=0)
    pema.page.locator("form[action$='/absent'] button").click(timeout=PATIENCE_MS)
    pema.page.wait_for_load_state("networkidle")
    expect(pema.page.locator("details.walk")).to_have_count(2)
    pema.behaved()
