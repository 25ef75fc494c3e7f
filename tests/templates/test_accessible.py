"""axe-core and the edge of the screen, on every sample page."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Page

from tests.templates.samples import EMPTY, FULL
from tests.templates.shell import ROOT
from tests.templates.site import SampleSite

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = "async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])"
EVERY = [(name, which) for which, pages in (("full", FULL), ("empty", EMPTY)) for name in pages]
LOOKS = list(product(("zh_Hans", "bo", "en"), ("light", "dark")))
MOST_USED = ("reports/pin.html", "steward/today.html")
EACH = [
    name if name in MOST_USED else pytest.param(name, marks=pytest.mark.matrix) for name in FULL
]


def findings(page: Page, address: str) -> list[object]:
    """Return what axe-core has to say of a page."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here: `make setup-tests` fetches it")
    page.goto(address)
    page.add_script_tag(path=str(AXE))
    found: list[object] = page.evaluate(RUN_AXE)
    return found


@pytest.mark.parametrize("name", MOST_USED)
def test_a_page_has_no_findings(inspected: Page, site: SampleSite, name: str) -> None:
    assert findings(inspected, site.page(name)) == []


@pytest.mark.matrix
@pytest.mark.parametrize(("lang", "theme"), LOOKS)
@pytest.mark.parametrize(("name", "which"), EVERY)
def test_a_page_has_no_findings_in_any_language_or_theme(
    inspected: Page, site: SampleSite, name: str, which: str, lang: str, theme: str
) -> None:
    assert findings(inspected, site.page(name, which, lang, theme)) == []


@pytest.mark.parametrize("name", EACH)
def test_a_page_never_runs_off_the_side_of_a_phone(
    inspected: Page, site: SampleSite, name: str
) -> None:
    inspected.goto(site.page(name, lang="en"))
    assert inspected.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_larger_type_does_not_run_off_the_side_either(inspected: Page, site: SampleSite) -> None:
    inspected.goto(site.page("reports/pin.html", "full", "en"))
    inspected.evaluate("document.documentElement.dataset.elder = ''")
    assert inspected.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
