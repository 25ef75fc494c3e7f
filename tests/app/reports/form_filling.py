"""Filling in the pages of reports, as a browser without scripts would."""

from __future__ import annotations

import html
import re
from io import BytesIO
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import EAST, NORTH

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>${alert(1)}{{7*7}}"


def token_of(browser: FlaskClient) -> str:
    """Return a form token that belongs to the browser's cookie."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/me").text)
    assert found
    return found[1]


def filled(**changes: Any) -> dict[str, Any]:
    """Return the pin form, filled in with one parked car on the long lane; `...` leaves one out."""
    form: dict[str, Any] = {
        "uuid": str(uuid4()),
        "category": "illegal_parking",
        "count": "1",
        "outcome": "fixed",
        "handling": "",
        "note": "",
        "lane": "",
        "house_number": "",
        "lon": str(EAST + 0.0005),
        "lat": str(NORTH),
        "accuracy_m": "5",
        "datum": "WGS84",
        "observed_at": "",
        "sent_at": "",
    }
    form.update(changes)
    return {name: value for name, value in form.items() if value is not ...}


def photo(body: bytes, name: str = "photo.jpg") -> tuple[BytesIO, str]:
    """Return a file as a form carries it."""
    return BytesIO(body), name


def post_pin(browser: FlaskClient, **changes: Any) -> TestResponse:
    """Send the pin form."""
    return post(browser, "/pin", filled(**changes))


def post(browser: FlaskClient, url: str, form: dict[str, Any] | None = None) -> TestResponse:
    """Send a form with its token."""
    data = {"csrf_token": token_of(browser), **(form or {})}
    return browser.post(url, data=data, content_type="multipart/form-data")


def edit_form(browser: FlaskClient, report_url: str, **changes: str) -> dict[str, str]:
    """Open the form for changing a pin and return it, with some fields typed over."""
    page = browser.get(f"{report_url}/edit").text
    hidden = {
        name: html.unescape(value)
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    }
    shown = {name.removeprefix("was_"): hidden[name] for name in hidden if name.startswith("was_")}
    return {**hidden, **shown, **changes}


def post_bytes(browser: FlaskClient, **fields: bytes) -> TestResponse:
    """Send the pin form with some fields as raw bytes; one named photo_... goes as a file."""
    form = {name: value.encode() for name, value in filled().items()}
    form |= {"csrf_token": token_of(browser).encode(), **fields}
    body = b"".join(_part(name, value) for name, value in form.items()) + b"--x--\r\n"
    return browser.post("/pin", data=body, content_type="multipart/form-data; boundary=x")


def _part(name: str, value: bytes) -> bytes:
    file = '; filename="photo.jpg"' if name.startswith("photo_") else ""
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + value + b"\r\n"
