"""The supervisor reads April in three languages, follows a figure, and enters a sheet of paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE, Visit

pytestmark = pytest.mark.browser

Start = Callable[..., Visit]
PUBLISHED = ("63.5", "370", "391", "16", "5", "102", "65", "4")
NAMES = {"zh_Hans": "简报", "bo": "མདོར་བསྡུས།", "en": "Bulletin"}
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()


def supervisor(visit: Start, size: tuple[int, int], language: str) -> Visit:
    """Sign in as the supervisor and choose a language in the menu, as a person does."""
    one = visit(size)
    one.sign_in("supervisor")
    one.page.locator("details.menu > summary").click()
    with one.page.expect_navigation():
        one.page.locator(f"button[name=lang][value={language}]").click()
    return one


@pytest.mark.parametrize(
    "language",
    ["zh_Hans", *(pytest.param(name, marks=pytest.mark.matrix) for name in ("bo", "en"))],
)
def test_april_is_read_and_a_figure_opens_what_it_counts(visit: Start, language: str) -> None:
    pema = supervisor(visit, PHONE, language)
    pema.page.locator(".nav-bottom").get_by_text(NAMES[language]).click()
    with pema.page.expect_navigation():
        pema.page.locator('a[href="/bulletins/2026-04"]').click()
    shown = pema.page.locator(".duty-line b").all_inner_texts()
    assert set(PUBLISHED) <= set(shown)
    assert pema.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    pema.page.locator(".duty-line b a", has_text="370").click()
    expect(pema.page.locator("#sum")).to_contain_text("370")
    rows = int(pema.page.locator("#number").inner_text())
    assert rows > 100  # a second page of them
    expect(pema.page.locator(".row-title")).to_have_count(100)
    pema.behaved()


def test_a_sheet_of_paper_is_entered_with_the_keyboard_alone(visit: Start) -> None:
    pema = supervisor(visit, DESK, "en")
    pema.open("/paper")
    pema.page.fill("#day", YESTERDAY)
    pema.page.locator("main form button").click()
    pema.page.fill("#started", "06:10")
    pema.page.fill("#ended", "06:50")
    pema.page.locator("[name=member]").first.check()
    cells = pema.page.locator("input.cell")
    cells.first.focus()
    for key in ("3", "Enter", "1", "ArrowRight", "x", "ArrowLeft"):
        pema.page.keyboard.press(key)
    expect(pema.page.locator("[data-sum='0']")).to_have_text("4")
    pema.page.get_by_role("button", name="Enter the sheet").click()
    expect(pema.page.locator(".error-summary li")).to_have_count(1)
    pema.page.locator("input.cell[aria-invalid=true]").fill("2!")
    pema.page.get_by_role("button", name="Enter the sheet").click()
    expect(pema.page.locator("#status")).to_contain_text("The sheet is entered")
    pema.page.locator("a.row-item").first.click()
    expect(pema.page.locator(".row-title")).to_have_count(4)  # 3, 1, and two passed on
    pema.behaved()
