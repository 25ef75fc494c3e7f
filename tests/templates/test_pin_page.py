"""The pin page under a thumb: taps, position, photos, and without JavaScript."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.templates.site import SampleSite

pytestmark = pytest.mark.browser

TARGET_BYTES = 250_000


def open_pin(page: Page, site: SampleSite) -> None:
    """Open the pin page and wait until the device has said where it is."""
    page.goto(site.page("reports/pin.html", "empty", "en"))
    expect(page.locator("[name=lat]")).not_to_have_value("")


def save(page: Page, site: SampleSite) -> dict[str, str]:
    """Press Save and return the form that arrived."""
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/reports.new")
    return site.received[-1]


def test_a_category_and_save_are_enough(phone: Page, site: SampleSite) -> None:
    open_pin(phone, site)
    phone.get_by_label("Sticker ads").tap()
    form = save(phone, site)
    assert form["category"] == "sticker_ads"
    assert (form["lon"], form["lat"]) == ("91.1331000", "29.6533000")
    assert (form["count"], form["outcome"], form["handling"]) == ("1", "fixed", "cleared")


def test_the_phones_own_times_travel_with_the_pin(phone: Page, site: SampleSite) -> None:
    open_pin(phone, site)
    phone.get_by_label("Rubbish").tap()
    form = save(phone, site)
    assert form["observed_at"] <= form["sent_at"]
    assert form["sent_at"].endswith("Z")


def test_a_tap_on_the_map_overrules_the_device(phone: Page, site: SampleSite) -> None:
    open_pin(phone, site)
    phone.locator("#pin-map").tap(position={"x": 40, "y": 30})
    phone.get_by_label("Rubbish").tap()
    assert save(phone, site)["lon"] != "91.1331000"


def test_what_is_passed_on_was_not_handled(phone: Page, site: SampleSite) -> None:
    open_pin(phone, site)
    phone.get_by_label("Sticker ads").tap()
    phone.get_by_label("Pass on").tap()
    assert save(phone, site)["handling"] == ""


def test_the_count_goes_up_by_a_tap(phone: Page, site: SampleSite) -> None:
    open_pin(phone, site)
    phone.get_by_role("button", name="One more").tap()
    expect(phone.locator("#count")).to_have_value("2")


def test_a_large_photo_is_small_when_it_arrives(phone: Page, site: SampleSite) -> None:
    picture = io.BytesIO()
    Image.effect_noise((3000, 2000), 60).save(picture, "JPEG")
    photo = {"name": "a.jpeg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    open_pin(phone, site)
    phone.locator("#photo_before").set_input_files(photo)
    phone.get_by_label("Rubbish").tap()
    save(phone, site)
    assert 0 < site.files[-1]["photo_before"] <= TARGET_BYTES


def test_what_is_no_photo_is_said_at_once(phone: Page, site: SampleSite) -> None:
    open_pin(phone, site)
    nonsense = {"name": "a.jpeg", "mimeType": "image/jpeg", "buffer": b"nonsense"}
    phone.locator("#photo_before").set_input_files(nonsense)
    expect(phone.get_by_text("This photo cannot be read")).to_be_visible()
    expect(phone.locator("#photo_before")).to_have_value("")


def test_the_page_breaks_no_policy(phone: Page, site: SampleSite) -> None:
    said: list[str] = []
    phone.on("console", lambda message: said.append(message.text))
    phone.on("pageerror", lambda error: said.append(str(error)))
    open_pin(phone, site)
    assert said == []


def test_without_its_map_the_page_still_takes_the_devices_position(
    phone: Page, site: SampleSite
) -> None:
    phone.route("**/vendor/leaflet/leaflet.js", lambda route: route.abort())
    open_pin(phone, site)
    phone.get_by_label("Rubbish").tap()
    assert save(phone, site)["lat"] == "29.6533000"


def test_without_javascript_a_lane_places_the_pin(plain_phone: Page, site: SampleSite) -> None:
    plain_phone.goto(site.page("reports/pin.html", "empty", "en"))
    plain_phone.get_by_label("Rubbish").click()
    plain_phone.get_by_text("Choose the lane instead").click()
    plain_phone.get_by_label("Lane", exact=True).select_option("BL-07")
    form = save(plain_phone, site)
    assert (form["lane"], form["lat"], form["category"]) == ("BL-07", "", "garbage")
