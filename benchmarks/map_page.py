"""H11: how long the map of hot spots takes to draw, against the same map without a report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median

from playwright.sync_api import Page
from sqlalchemy import text

from app.db import session
from benchmarks.pages import LANGUAGES, browser, client_of
from benchmarks.rows import Row
from benchmarks.settings import SUPERVISOR
from benchmarks.timing import interleaved, ratio
from benchmarks.town import served, town

FULL, EMPTY = "/hotspots", "/hotspots?from=2050-01-01&to=2050-01-30"
MOST_TIMES = 1.5
DRAWN = """
window.__drawn = {};
for (const name of ["places", "heat", "lane-rates"]) {
  addEventListener(name, () => { window.__drawn[name] ??= performance.now(); });
}
"""
ALL_DRAWN = "() => Object.keys(window.__drawn).length === 3"
LAST = "() => Math.max(...Object.values(window.__drawn))"


def rows() -> Iterator[Row]:
    """Open both maps in turns and compare when ground, heat and lanes were there."""
    with town().app.app_context():
        stored = session().execute(text("SELECT count(*) FROM report")).scalar_one()
        session().rollback()
    with served() as port, browser() as chromium:
        home = f"http://127.0.0.1:{port}"
        cookie = client_of(SUPERVISOR, LANGUAGES[0]).get_cookie("session")
        context = chromium.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies(
            [{"name": "session", "value": cookie.value if cookie else "", "url": home}]
        )
        context.add_init_script(DRAWN)
        page = context.new_page()
        passes = {name: partial(_drawn_ms, page, home + name) for name in (FULL, EMPTY)}
        for first in passes.values():
            first()  # the browser has the files, the server its plans
        found = interleaved(passes)
        context.close()
    times = ratio(found, FULL, EMPTY)
    yield Row(
        "H11",
        f"map drawn, a month of {stored:,} reports, against a month without any",
        f"{times:.2f} times; {median(found[FULL]):.0f} ms against {median(found[EMPTY]):.0f} ms",
        f"<= {MOST_TIMES} times",
        times <= MOST_TIMES,
    )


def _drawn_ms(page: Page, address: str) -> float:
    """Open a page and return when the last part of the map was drawn, ms after the start."""
    page.goto(address)
    page.wait_for_function(ALL_DRAWN)
    return float(page.evaluate(LAST))
