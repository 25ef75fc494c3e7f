"""H11 and the phone: what pages weigh, and what a pin asks of a person, in a real browser."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from playwright.sync_api import (
    Browser,
    Geolocation,
    Page,
    Response,
    ViewportSize,
    sync_playwright,
)

from app import clock
from app.db import transaction
from app.people import actions, queries
from app.people.area_models import AdminArea
from benchmarks.rows import Row
from benchmarks.settings import STEWARD, SUPERVISOR
from benchmarks.town import served, town

MOST_HTML = 10_000
MOST_FIRST_PIN = 110_000
MOST_TAPS, MOST_PIN_S = 3, 10.0
LANGUAGES = ("zh_Hans", "bo", "en")
FILTERED = "/hotspots?from=2026-03-01&to=2026-03-31&category=ebike_disorder&hours=8-11"
PHONE = ViewportSize(width=360, height=640)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]


def rows() -> Iterator[Row]:
    """Weigh the map page in each language, plain and filtered; then drop a pin as a person does."""
    for address, what in (("/hotspots", "map page"), (FILTERED, "map page, filtered")):
        sizes = {lang: len(_html(address, lang)) for lang in LANGUAGES}
        said = ", ".join(f"{lang[:2]} {size:,}" for lang, size in sizes.items())
        met = max(sizes.values()) <= MOST_HTML
        yield Row("H11", f"{what}, bytes of HTML", said, f"<= {MOST_HTML:,}", met)
    with served() as port, browser() as chromium:
        yield from _first_pin(chromium, f"http://127.0.0.1:{port}")


def session_of(username: str) -> str:
    """Return the key of a new session of an account of the demo."""
    with town().app.app_context(), transaction() as own:
        person = queries.person_by_username(own, username)
        if person is None:
            raise LookupError(f"The demo has no account {username}.")
        home = own.get_one(AdminArea, town().community_id)
        return actions.open_session(own, person, home, device="bench", now=clock.now())


def client_of(username: str, lang: str) -> FlaskClient:
    """Return a client that an account of the demo has signed in with, reading a language."""
    client = town().app.test_client()
    key = session_of(username)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = key
        cookie["language"] = lang
    return client


def _html(address: str, lang: str) -> bytes:
    answer = client_of(SUPERVISOR, lang).get(address)
    if answer.status_code != 200:  # noqa: PLR2004 -- OK
        raise RuntimeError(f"{address} answered {answer.status_code}.")
    return bytes(answer.data)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    path = os.environ.get("CHROMIUM_PATH") or shutil.which("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


def _first_pin(chromium: Browser, home: str) -> Iterator[Row]:
    """Open the app as a steward whose phone has nothing yet, and drop a pin by touch alone."""
    west, south, east, north = town().box
    here = Geolocation(longitude=(west + east) / 2, latitude=(south + north) / 2, accuracy=8)
    signed_in = client_of(STEWARD, LANGUAGES[0]).get_cookie("session")
    value = signed_in.value if signed_in else ""
    context = chromium.new_context(
        viewport=PHONE, has_touch=True, geolocation=here, permissions=["geolocation"]
    )
    context.add_cookies([{"name": "session", "value": value, "url": home}])
    page = context.new_page()
    got: list[Response] = []
    page.on("response", lambda answer: got.append(answer))  # noqa: PLW0108 -- Playwright marks it
    page.goto(home + "/pin", wait_until="networkidle")
    yield from _weights(got, home)
    page.goto(home, wait_until="networkidle")
    yield _pin(page)
    context.close()


def _weights(got: list[Response], home: str) -> Iterator[Row]:
    """Weigh what the pin page fetched, each gzipped as a proxy does, without tiles."""
    weights: dict[str, int] = {}
    for answer in got:
        kind = _kind(answer)
        body = answer.body()
        weights[kind] = weights.get(kind, 0) + len(gzip.compress(body, 6))
    total = sum(weights.values())
    parts = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in sorted(weights.items()))
    yield Row(
        "phone",
        "bytes to the first pin, gzip, without tiles",
        f"{total / 1000:.1f} kB ({parts})",
        f"<= {MOST_FIRST_PIN / 1000:.0f} kB",
        total <= MOST_FIRST_PIN,
    )
    foreign = [answer.url for answer in got if not answer.url.startswith(home)]
    yield Row("phone", "requests to other hosts on the way", str(len(foreign)), "0", not foreign)


def _kind(answer: Response) -> str:
    path = urlsplit(answer.url).path
    if path.startswith("/api/"):
        return path.rpartition("/")[2]
    return answer.request.resource_type


def _pin(page: Page) -> Row:
    """Tap from the open app to a saved pin; count taps and time."""
    began = perf_counter()
    page.locator(".nav-bottom a[href='/pin']").tap()
    page.locator(".tile:visible").first.tap()
    page.locator("#save").tap()
    page.wait_for_url("**/reports/*")
    taken = perf_counter() - began
    taps = 3
    return Row(
        "phone",
        "a pin from the open app: Pin, what, Save; the browser's own time",
        f"{taps} taps, {taken:.1f} s",
        f"<= {MOST_TAPS} taps, <= {MOST_PIN_S:.0f} s",
        taps <= MOST_TAPS and taken <= MOST_PIN_S,
    )
