"""One pin, from a steward's hand to the supervisor's map."""

from __future__ import annotations

import io
from collections.abc import Callable
from time import monotonic

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, ON_A_DESK_FIRST, PHONE, Visit

pytestmark = pytest.mark.browser

SOON_S = 5.0
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
HEARD = """
() => {
  const map = document.querySelector(".folium-map");
  window.__heat = [];
  map.addEventListener("heat", (event) => window.__heat.push(event.detail.reports));
}
"""


def photo() -> dict[str, object]:
    """Make a photo as a phone's camera would send it."""
    image, kept = Image.effect_noise((1600, 1200), 60).convert("RGB"), io.BytesIO()
    image.save(kept, "JPEG", quality=90)
    return {"name": "before.jpg", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


def drop_a_pin(steward: Visit) -> None:
    """Do what a steward does: a tile, a photo, save; the position comes from the device."""
    page = steward.page
    steward.open("/pin")
    expect(page.locator("input[name=lon]")).not_to_have_value("")
    page.locator("label.tile:has(input[value=ebike_disorder])").click()
    page.set_input_files("#photo_before", photo())
    expect(page.locator("[data-photo] p").first).not_to_have_text("")
    page.click("#save")
    page.wait_for_url("**/reports/**")


@SIZES
def test_a_pin_with_a_photo_reaches_the_heat_within_five_seconds(
    visit: Callable[..., Visit], size: tuple[int, int]
) -> None:
    supervisor, steward = visit(size), visit(size)
    supervisor.sign_in("supervisor")
    supervisor.open("/hotspots")
    before = supervisor.page.evaluate("fetch('/api/v1/heat').then(a => a.json())")["reports"]
    supervisor.page.evaluate(HEARD)
    steward.sign_in("steward")
    drop_a_pin(steward)
    saved = monotonic()
    while before + 1 not in supervisor.page.evaluate("window.__heat"):
        assert monotonic() - saved < SOON_S
        supervisor.page.wait_for_timeout(100)
    supervisor.behaved()
    steward.behaved()


@ON_A_DESK_FIRST
def test_a_pin_shows_its_photo_and_can_be_taken_back(
    visit: Callable[..., Visit], size: tuple[int, int]
) -> None:
    steward = visit(size)
    steward.sign_in("steward")
    drop_a_pin(steward)
    picture = steward.page.locator(".photos img").first
    assert picture.evaluate("async (img) => (await img.decode(), img.naturalWidth)") > 0
    steward.page.click("#undo button")
    steward.page.wait_for_load_state("networkidle")
    expect(steward.page.locator("#undo")).to_have_count(0)
    steward.behaved()


@pytest.mark.matrix
@ON_A_DESK_FIRST
def test_a_lane_of_the_list_opens_its_card_without_a_mouse(
    visit: Callable[..., Visit], size: tuple[int, int]
) -> None:
    supervisor = visit(size)
    supervisor.sign_in("supervisor")
    supervisor.open("/hotspots")
    first = supervisor.page.locator("#lanes a").first
    first.focus()
    supervisor.page.keyboard.press("Enter")
    expect(supervisor.page.locator("#lane-card")).to_be_visible()
    supervisor.behaved()


def test_three_taps_and_no_map_are_enough(visit: Callable[..., Visit]) -> None:
    steward = visit(PHONE)
    steward.sign_in("steward")
    page = steward.page
    steward.open("/pin")
    page.click("#position summary")
    page.select_option("#lane", index=3)
    page.locator("label.tile:has(input[value=sticker_ads])").click()
    page.click("#save")
    page.wait_for_url("**/reports/**")
    expect(page.locator("#saved")).to_be_visible()
    steward.behaved()


@pytest.mark.matrix
def test_a_department_answers_what_was_passed_on(visit: Callable[..., Visit]) -> None:
    steward, department = visit(PHONE), visit(DESK)
    steward.sign_in("steward")
    steward.open("/pin")
    page = steward.page
    page.locator("label.tile:has(input[value=street_lamp])").click()
    page.locator("label.tile:has(input[value=escalated])").click()
    page.click("#save")
    page.wait_for_url("**/reports/**")
    department.sign_in("department")
    department.open("/cases/")
    department.page.locator(".rows a").first.click()
    department.page.fill("#note", "灯泡已更换")
    department.page.click("form:has(#note) button")
    expect(department.page.locator("dl.facts")).to_contain_text("灯泡已更换")
    department.behaved()
