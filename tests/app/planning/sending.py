"""Sending forms of the pages of plans."""

from __future__ import annotations

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.app.planning.conftest import DAY
from tests.pages import token_of


def posted(browser: FlaskClient, path: str, **sent: object) -> TestResponse:
    """Send a form of the day's pages with its token."""
    token = token_of(browser.get(f"/plans/{DAY}/prepare"))
    return browser.post(path, data={"csrf_token": token} | sent)
