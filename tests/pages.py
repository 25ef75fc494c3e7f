"""Reading what a page holds."""

from __future__ import annotations

import re
import zlib

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import Player

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def same_origin(app: Flask) -> FlaskClient:
    """Return a browser on the product's own pages."""
    made = app.test_client()
    made.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return made


def signed_in(app: Flask, player: Player) -> FlaskClient:
    """Return a browser that a player has signed in with."""
    made, sessions = same_origin(app), SecureCookieSessionInterface()
    signing = sessions.get_signing_serializer(app)
    assert signing
    cookie = signing.dumps({"_user_id": player.session_key})
    made.set_cookie(sessions.get_cookie_name(app), str(cookie))
    return made


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
