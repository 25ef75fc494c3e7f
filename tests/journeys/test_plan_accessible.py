"""axe-core and the edge of the screen on the pages of plans, as the demo fills them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, BrowserContext

from app import LaneSteward
from tests.journeys.conftest import DESK, PHONE, Visit
from tests.journeys.test_planning_a_day import tomorrow
from tests.templates.test_accessible import findings

LANGUAGES = ("zh_Hans", "bo", "en")
LOOKS = list(product(LANGUAGES, ("light", "dark"), (PHONE, DESK)))


@pytest.fixture(scope="module")
def address(site: tuple[str, LaneSteward]) -> str:
    """Give the site's address, tomorrow planned for as many teams as the journeys let come."""
    done = site[1].test_cli_runner().invoke(args=["plan", tomorrow(), "--teams", "3"])
    assert done.exit_code == 0, done.output
    return site[0]


@pytest.fixture
def looked_at(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """Give a browser of a size and a theme into which a test may put a script of its own."""
    _language, theme, (width, height) = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        bypass_csp=True,
    )
    yield context
    context.close()


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("looked_at", "language"), [(one, one[0]) for one in LOOKS], indirect=["looked_at"]
)
def test_the_pages_of_plans_have_no_findings(
    looked_at: BrowserContext, language: str, address: str
) -> None:
    pema = Visit(looked_at.new_page(), address)
    pema.sign_in("supervisor")
    day = tomorrow()
    found = {}
    for path in ("/plans", f"/plans/{day}", f"/plans/{day}/prepare", f"/plans/{day}/sheets"):
        found[path] = findings(pema.page, f"{address}{path}?lang={language}")
        if pema.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[path].append("runs off the side")
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("looked_at", "language"), [(one, one[0]) for one in LOOKS], indirect=["looked_at"]
)
def test_a_teams_walk_has_no_findings(
    looked_at: BrowserContext, language: str, address: str
) -> None:
    steward = Visit(looked_at.new_page(), address)
    steward.sign_in("steward")
    assert findings(steward.page, f"{address}/walk?lang={language}") == []
