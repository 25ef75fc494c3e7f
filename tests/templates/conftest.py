"""A browser and the sample pages, once for all tests here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.templates.site import SampleSite, sample_site

PHONE = {"width": 360, "height": 640}
BARKHOR = {"longitude": 91.1331, "latitude": 29.6533, "accuracy": 8}


@pytest.fixture(scope="session")
def site() -> Iterator[SampleSite]:
    """Give the sample pages on a socket."""
    with sample_site() as served:
        yield served


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """Give a page of a phone that stands in the Barkhor and says so."""
    context = chromium.new_context(
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        geolocation=BARKHOR,
        permissions=["geolocation"],
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_phone(chromium: Browser) -> Iterator[Page]:
    """Give a page of a phone without JavaScript."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def inspected(chromium: Browser) -> Iterator[Page]:
    """Give a page into which a test may put a script of its own, past the page's policy."""
    context = chromium.new_context(viewport=PHONE, bypass_csp=True)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
