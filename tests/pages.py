"""Reading what a page holds."""

from __future__ import annotations

import re
import zlib

from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def sign_in(browser: FlaskClient, session_key: str) -> None:
    """Give a browser the cookie of an open session."""
    app, sessions = browser.application, SecureCookieSessionInterface()
    signing = sessions.get_signing_serializer(app)
    assert signing
    cookie = signing.dumps({"_user_id": session_key})
    browser.set_cookie(sessions.get_cookie_name(app), str(cookie))


def token_of(page: TestResponse) -> str:
    """Return the form token of a page."""
    found = TOKEN.search(page.text)
    assert found, page.text
    return found.group(1)


def pdf_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has, as its tree of pages says."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    told = [pdf]
    for one in streams:
        try:
            told.append(zlib.decompress(one))
        except zlib.error:
            continue
    counts = re.findall(
        rb"/Type\s*/Pages\b.*?/Count (\d+)|/Count (\d+)\b.*?/Type\s*/Pages\b",
        b"\n".join(told),
        re.DOTALL,
    )
    return max(int(a or b) for a, b in counts)
