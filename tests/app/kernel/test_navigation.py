"""The menu says where one is, also on the pages below a link."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast, Player

MARKED = re.compile(r'<a href="([^"]+)"[^>]* aria-current="([^"]+)"')


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/plans", ("/plans", "page")),
        ("/plans/2030-01-01/prepare", ("/plans", "true")),
        ("/bulletins/2026-04", ("/bulletins", "true")),
        ("/hotspots", ("/hotspots", "page")),
    ],
)
def test_the_menu_marks_where_one_is(
    cast: Cast,
    browser_of: Callable[[Player], FlaskClient],
    path: str,
    marked: tuple[str, str],
) -> None:
    page = browser_of(cast.pema).get(path).text
    menu = page[: page.index("<main")]
    assert MARKED.findall(menu) == [marked]


def test_todays_link_is_marked_on_today_alone(
    cast: Cast, browser_of: Callable[[Player], FlaskClient]
) -> None:
    page = browser_of(cast.drolma).get("/pin").text
    assert set(MARKED.findall(page)) == {("/pin", "page")}
