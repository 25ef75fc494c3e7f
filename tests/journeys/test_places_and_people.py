"""A lane drawn on the map, claimed by a team, and a card that signs a steward in once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESK, ON_A_DESK_FIRST, PHONE, Visit

pytestmark = pytest.mark.browser

Start = Callable[..., Visit]


def lines(page: Page) -> list[str]:
    """Return the points that the form holds."""
    return [line for line in page.input_value("#geometry").split("\n") if line]


def tap(page: Page, x: float, y: float) -> None:
    """Tap the map at a share of its width and height."""
    box = page.locator("#draw-map").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


def drag(page: Page, handle: str, dx: float, dy: float) -> None:
    """Drag a handle by so many pixels."""
    box = page.locator(handle).first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()


@ON_A_DESK_FIRST
def test_an_administrator_draws_a_lane_on_the_map(visit: Start, size: tuple[int, int]) -> None:
    admin = visit(size)
    admin.sign_in("admin")
    admin.open("/places/lanes/new")
    page = admin.page
    code = page.input_value("#code")
    for x, y in ((0.45, 0.45), (0.6, 0.45), (0.6, 0.7)):
        tap(page, x, y)
    expect(page.locator("#draw-said")).not_to_have_text("")
    assert len(lines(page)) == 3
    drag(page, ".handle.middle", 8, -14)
    assert len(lines(page)) == 4
    before = lines(page)
    page.locator(".handle.chosen").press("ArrowLeft")
    assert [a == b for a, b in zip(lines(page), before, strict=True)].count(False) == 1
    page.locator(".handle.chosen").press("Delete")
    assert len(lines(page)) == 3
    page.click("#draw-undo")
    assert len(lines(page)) == 4
    page.fill("#name_zh", "旅程巷")
    page.click("form button.primary")
    page.wait_for_url("**/places/lanes/*")
    expect(page.locator("h1")).to_have_text("旅程巷")
    assert code in page.locator(".page-head").inner_text()
    admin.behaved()


@pytest.mark.matrix
def test_a_lane_is_drawn_by_keys_alone(visit: Start) -> None:
    admin = visit(DESK)
    admin.sign_in("admin")
    admin.open("/places/lanes/new")
    page = admin.page
    page.focus("#draw-add")
    page.keyboard.press("Enter")
    for _ in range(6):
        page.keyboard.press("Shift+ArrowRight")
    page.focus("#draw-add")
    page.keyboard.press("Enter")
    page.fill("#name_en", "By keys")
    page.focus("form button.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/lanes/*")
    expect(page.locator(".notice.done")).to_be_visible()
    admin.behaved()


@pytest.mark.matrix
def test_without_script_a_lane_is_typed(visit: Start) -> None:
    admin = visit(DESK)
    admin.sign_in("admin")
    admin.page.route("**/*.js", lambda route: route.abort())
    admin.open("/places/lanes/new")
    page = admin.page
    page.locator("#by-text summary").click()
    page.fill("#geometry", "91.1325, 29.6531\n91.1329, 29.6533")
    page.fill("#name_en", "By hand")
    page.click("form button.primary")
    page.wait_for_url("**/places/lanes/*")
    expect(page.locator(".notice.done")).to_be_visible()


@pytest.mark.matrix
@ON_A_DESK_FIRST
def test_a_lane_is_asked_for_and_confirmed(visit: Start, size: tuple[int, int]) -> None:
    representative, supervisor = visit(size), visit(size)
    representative.sign_in("representative")
    representative.open("/claims")
    free = representative.page.locator("section:has(#free-title) li").first
    name = free.locator(".row-title").inner_text()
    free.locator("button").click()
    representative.page.wait_for_url("**/places/**")
    supervisor.sign_in("supervisor")
    supervisor.open("/claims")
    asked = supervisor.page.locator("section:has(#asked-title) li", has_text=name)
    asked.locator("button.primary").click()
    representative.open("/claims")
    mine = representative.page.locator("section:has(#live-title)")
    expect(mine.get_by_text(name, exact=True)).to_be_visible()
    representative.behaved()
    supervisor.behaved()


def test_a_sign_in_card_works_once(visit: Start) -> None:
    admin, phone, late = visit(DESK), visit(PHONE), visit(PHONE)
    admin.sign_in("admin")
    admin.open("/people/?q=demo-p0")
    admin.page.locator(".rows a").first.click()
    name = admin.page.locator("h1").inner_text()
    admin.page.click("form[action$='/card'] button")
    code = admin.page.locator(".card-code code").inner_text()
    phone.open(f"/enter#{code}")
    expect(phone.page.locator("#code")).to_have_value(code)
    assert "#" not in phone.page.url
    phone.page.click("#enter-form button.primary")
    phone.open("/me")
    expect(phone.page.locator("h1")).to_have_text(name)
    late.open(f"/enter#{code}")
    late.page.click("#enter-form button.primary")
    expect(late.page.locator("#code-error")).to_be_visible()
    phone.behaved()
