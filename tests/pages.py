"""Reading what a page holds."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token_of(page: TestResponse) -> str:
    """Return the form token of a page."""
    found = TOKEN.search(page.text)
    assert found, page.text
    return found.group(1)
