"""The first thing a person sees."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.conftest import DESK, PHONE, Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_sign_in_page_opens_and_asks_nobody_else(
    visit: Callable[..., Visit], size: tuple[int, int]
) -> None:
    guest = visit(size)
    guest.open("/")
    assert guest.page.locator("#username").is_visible()
    guest.behaved()
