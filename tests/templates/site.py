"""The sample pages on a real socket, for tests that need a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from flask import request

from tests.serving import serving
from tests.templates.samples import EMPTY, FULL
from tests.templates.shell import sample_page, template_shell

if TYPE_CHECKING:
    from flask import Flask

PAGES = {"full": FULL, "empty": EMPTY}
CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:"
NOWHERE = json.dumps({"type": "FeatureCollection", "features": []})


class SampleSite:
    """A server of sample pages; `received` holds the forms that were posted to it."""

    def __init__(self, port: int) -> None:
        self.received: list[dict[str, str]] = []
        self.files: list[dict[str, int]] = []
        self.address = f"http://127.0.0.1:{port}"

    def page(self, name: str, which: str = "full", lang: str = "zh_Hans", theme: str = "") -> str:
        """Return the address of a sample page."""
        return f"{self.address}/page/{which}/{name}?lang={lang}&theme={theme}"


def _wire(app: Flask, site: SampleSite) -> None:
    @app.get("/page/<which>/<path:name>")
    def show(which: str, name: str) -> str:
        lang, theme = request.args.get("lang", "en"), request.args.get("theme", "")
        return sample_page(name, PAGES[which][name], page_lang=lang, theme=theme)

    @app.get("/sample/<_what>")
    def features(_what: str) -> tuple[str, dict[str, str]]:
        return NOWHERE, {"Content-Type": "application/geo+json"}

    @app.post("/<_path>")
    def receive(_path: str) -> str:
        site.received.append(request.form.to_dict())
        site.files.append({name: len(file.read()) for name, file in request.files.items()})
        return "received"

    @app.after_request
    def guard(response):
        response.headers["Content-Security-Policy"] = CSP
        return response


@contextmanager
def sample_site() -> Iterator[SampleSite]:
    """Serve the sample pages on a free port of this machine until the block ends."""
    app = template_shell()
    with serving(app) as port:
        site = SampleSite(port)
        _wire(app, site)
        yield site
