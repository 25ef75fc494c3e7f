"""What the tests of photos say again and again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.app.reports.pictures import picture
from tests.app.reports.reporting import URL, pin, put

ROWS = "encode(received_sha256, 'hex'), taken, stored_sha256 IS NOT NULL"


def told(answer: TestResponse) -> dict[str, Any]:
    """Return an answer's JSON object."""
    assert isinstance(answer.json, dict), answer.text
    return answer.json


def pinned(browser: FlaskClient, *promised: tuple[bytes, str]) -> str:
    """Make a pin that promises photos; return its id."""
    photos = [{"sha256": sha256(body).hexdigest(), "when": when} for body, when in promised]
    answer = put(browser, pin(photos=photos))
    assert answer.status_code == 201, answer.text
    return str(told(answer)["id"])


def address(report_id: str, body: bytes) -> str:
    """Return a photo's address."""
    return f"{URL}{report_id}/photos/{sha256(body).hexdigest()}"


def send(
    browser: FlaskClient, report_id: str, body: bytes | None = None, query: str = ""
) -> TestResponse:
    """Upload a photo."""
    sent = picture() if body is None else body
    return browser.put(address(report_id, sent) + query, data=sent)


def files(settings: dict[str, str]) -> list[Path]:
    """Return the files in the store."""
    return [path for path in Path(settings["PHOTO_DIR"]).rglob("*") if path.is_file()]
