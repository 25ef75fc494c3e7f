"""A Flask shell with no database that renders the project's templates with sample context."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from flask import Flask, render_template
from jinja2 import StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = (("zh_Hans", "中文"), ("bo", "བོད་ཡིག"), ("en", "English"))
ENDPOINTS = (
    "people.start",
    "people.sign_in",
    "people.sign_out",
    "people.preferences",
    "people.me",
    "accounts.index",
    "teams.index",
    "teams.new",
    "cards.enter",
    "definitions.index",
    "jobs.index",
    "reports.new",
    "desk.paper",
)
NAV = (
    ("Today", "/", "today", "both"),
    ("Pin", "/pin", "pin", "both"),
    ("Patrol", "/patrol", "patrol", "both"),
    ("Mine", "/reports/mine", "mine", "both"),
    ("Hot spots", "/hotspots", "hotspots", "top"),
)


def sample_context(current: str = "today", **changes: object) -> dict[str, Any]:
    """Return what the context processors of the product give to every template."""
    nav = [
        SimpleNamespace(
            label=label, url=url, key=key, current="page" if key == current else "", place=place
        )
        for label, url, key, place in NAV
    ]
    viewer = SimpleNamespace(display_name="Drolma", is_steward=True, can=lambda _name: True)
    context: dict[str, Any] = {
        "viewer": viewer,
        "nav": nav,
        "page_lang": "en",
        "theme": "",
        "elder": False,
        "languages": LANGUAGES,
        "csrf_token": lambda: "sample-token",
        "community_name": "Bailin community",
    }
    return context | changes


def plain_gettext(text: str, **values: object) -> str:
    """Return the msgid itself, filled in."""
    return text % values if values else text


def template_shell(gettext: Callable[..., str] = plain_gettext) -> Flask:
    """Return an app whose only work is to render; an unknown name in a template is an error."""
    app = Flask(
        "look",
        root_path=str(ROOT),
        template_folder="templates",
        static_folder="static",
    )
    app.secret_key = "for tests only"
    for endpoint in ENDPOINTS:
        app.add_url_rule(f"/{endpoint}", endpoint, lambda: "")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(_=gettext, gettext=gettext)
    return app


def sample_page(template: str, page: object, **changes: object) -> str:
    """Render one template inside a request, with sample context."""
    return render_template(template, page=page, **sample_context(**changes))


def render(app: Flask, template: str, page: object, **changes: object) -> str:
    """Render one template as the product would, with sample context."""
    with app.test_request_context("/sample?x=1"):
        return sample_page(template, page, **changes)
