"""A browser, and a page that counts what it must not do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

from app import LaneSteward
from tests.journeys.site import running_site

PHONE = (360, 640)
DESK = (1440, 900)
# What must hold at both sizes, the second of which `make test-all` looks at.
ON_A_DESK_FIRST = pytest.mark.parametrize(
    "size", [pytest.param(PHONE, marks=pytest.mark.matrix), DESK], ids=["phone", "desk"]
)
BARKHOR = {"longitude": 91.1335, "latitude": 29.6525, "accuracy": 6}
COUNT_VIOLATIONS = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.__violations.push(event.violatedDirective);
});
"""


@dataclass
class Visit:
    """A page of one person's, and what it did that it must not."""

    page: Page
    base: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a path of the site; note the violations of the page before."""
        self.count_violations()
        self.page.goto(self.base + path, wait_until="networkidle")

    def sign_in(self, username: str, password: str = "lane-demo") -> None:
        """Sign in by the form."""
        self.open("/sign-in")
        self.page.fill("#username", username)
        self.page.fill("#password", password)
        self.page.click("main form button.primary")
        self.page.wait_for_load_state()

    def count_violations(self) -> None:
        """Take over the violations that the page has seen."""
        self.violations += self.page.evaluate("window.__violations || []")

    def behaved(self) -> None:
        """Check that nothing foreign was asked, no policy violated, no script failed."""
        self.count_violations()
        assert (self.foreign, self.violations, self.errors) == ([], [], [])


@pytest.fixture(scope="session")
def site(settings: dict[str, str]) -> Iterator[tuple[str, LaneSteward]]:
    """Give the demo, running."""
    with running_site(settings) as running:
        yield running


@pytest.fixture
def visit(chromium: Browser, site: tuple[str, LaneSteward]) -> Iterator[Callable[..., Visit]]:
    """Give a way to open the site as somebody new, at a size, in a theme and a language."""
    with ExitStack() as stack:

        def start(
            size: tuple[int, int] = PHONE, theme: str = "light", language: str = "zh-CN"
        ) -> Visit:
            context = chromium.new_context(
                viewport={"width": size[0], "height": size[1]},
                color_scheme="dark" if theme == "dark" else "light",
                locale=language,
                geolocation=BARKHOR,
                permissions=["geolocation"],
            )
            stack.callback(context.close)
            context.add_init_script(COUNT_VIOLATIONS)
            made = Visit(context.new_page(), site[0])
            made.page.on("request", lambda request: _note_foreign(made, request))
            made.page.on("pageerror", lambda error: made.errors.append(str(error)))
            return made

        yield start


def _note_foreign(visit: Visit, request: Request) -> None:
    ours = urlsplit(visit.base).netloc
    asked = urlsplit(request.url)
    if asked.scheme in {"http", "https", "ws", "wss"} and asked.netloc != ours:
        visit.foreign.append(request.url)
