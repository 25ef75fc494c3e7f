"""What every answer carries: security headers, the viewer, and what the layout needs to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFProtect

from app import strict_json
from app.config import LANGUAGES, Config
from app.current import config, viewer
from app.db import SAFE_METHODS
from app.errors import Forbidden, Malformed, TooLarge
from app.i18n import HTML_LANG, OWN_NAMES, language, name_of
from app.policy import Permission, Viewer
from app.problems import wants_problem

csrf = CSRFProtect()

MAX_PLACES_BYTES = 32 * 1_000_000
LARGER_BODIES = {"place_imports.give": MAX_PLACES_BYTES}  # a file of lanes is no photo
THEMES = ("", "light", "dark")
CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000"


@dataclass(frozen=True)
class NavItem:
    """A link of the layout.

    Attributes:
        label: What it says.
        url: Where it leads.
        key: Names its drawing.
        current: Its `aria-current`: "page" on the page itself, "true" on one below it, else empty.
        place: Where it shows: bottom (the phone's bar), top or both.
    """

    label: str
    url: str
    key: str
    current: str
    place: str


NAV: tuple[tuple[str, str, Any, Permission, str], ...] = (
    ("today", "steward.today", lazy_gettext("Today"), Permission.SEE_OWN_DAY, "both"),
    ("pin", "reports.new", lazy_gettext("Pin"), Permission.MAKE_REPORT, "both"),
    (
        "patrol",
        "steward.patrols",
        lazy_gettext("Patrol"),
        Permission.SEE_OWN_DAY,
        "both",
    ),
    ("mine", "reports.mine", lazy_gettext("Mine"), Permission.SEE_OWN_DAY, "both"),
    (
        "hotspots",
        "hotspots.show",
        lazy_gettext("Hot spots"),
        Permission.SEE_HOTSPOTS,
        "both",
    ),
    ("plan", "plans.index", lazy_gettext("Plan"), Permission.SEE_PLANS, "both"),
    ("cases", "cases.index", lazy_gettext("Cases"), Permission.SEE_CASES, "both"),
    ("places", "places.index", lazy_gettext("Places"), Permission.SEE_PLACES, "top"),
    ("people", "accounts.index", lazy_gettext("People"), Permission.SEE_PEOPLE, "top"),
    ("bulletin", "bulletin.index", lazy_gettext("Bulletin"), Permission.SEE_BULLETIN, "both"),
    ("paper", "desk.paper", lazy_gettext("Paper"), Permission.ENTER_PAPER, "top"),
    ("jobs", "jobs.index", lazy_gettext("Jobs"), Permission.SEE_JOBS, "top"),
)


def init_app(app: Flask, settings: Config) -> None:
    """Wire the hooks."""
    app.before_request(_readable_address)
    app.before_request(_limit_body)  # before the next: looking for the form's token reads the body
    csrf.init_app(app)
    app.before_request(_same_origin)
    app.before_request(_remember_language)
    app.after_request(_headers(settings))
    app.context_processor(_layout)


def client_address() -> str:
    """Return the caller's address, as the trusted proxies tell it."""
    return (request.remote_addr or "")[:45]


def json_body() -> Any:  # noqa: ANN401 - whatever was sent
    """Return the request's JSON, parsed strictly."""
    return strict_json.loads(request.get_data(cache=True))


def _readable_address() -> None:
    """Refuse an address with text that the database cannot hold, whoever was to read it."""
    asked = request.args.items(multi=True)
    if not all(map(strict_json.is_storable, (request.path, *chain.from_iterable(asked)))):
        raise Malformed(_("The address holds a character that cannot be read."))


def _limit_body() -> None:
    settings = config()
    if request.is_json:
        request.max_content_length = settings.max_json_bytes
    most = LARGER_BODIES.get(request.endpoint or "", settings.max_body_bytes)
    if most > settings.max_body_bytes:
        request.max_content_length = most
    if (request.content_length or 0) > most:
        raise TooLarge(_("That is too large to be sent."))


def _same_origin() -> None:
    """Refuse an unsafe API call that a cookie signs unless it comes from our own pages."""
    if request.method in SAFE_METHODS or not wants_problem():
        return
    known = viewer()
    if known is None or not known.session_key:  # nobody, or by a token that no browser adds
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    ours = urlsplit(request.host_url)
    theirs = urlsplit(origin) if origin else None
    same = theirs is not None and (theirs.scheme, theirs.netloc) == (
        ours.scheme,
        ours.netloc,
    )
    if site != "same-origin" and not same:
        raise Forbidden(_("This call must come from the same site."))


def _remember_language() -> None:
    """Keep the language that a page's address asks for: what the page fetches asks for none."""
    asked = request.args.get("lang")
    if asked in LANGUAGES and request.method == "GET" and not wants_problem():
        session["language"] = asked


def _headers(settings: Config) -> Callable[[Response], Response]:
    headers = HEADERS | {"Content-Security-Policy": _policy(settings)}

    def add(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if settings.cookie_secure:
            response.headers["Strict-Transport-Security"] = HSTS
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return add


def _policy(settings: Config) -> str:
    """Return the content security policy; a tile server that was set may be shown, no other."""
    outside = settings.outside_tiles
    return CSP.replace("img-src 'self'", f"img-src 'self' {outside.origin}") if outside else CSP


def _layout() -> dict[str, Any]:
    known = viewer()
    return {
        "viewer": known,
        "community_name": name_of(known.community_names) if known else "",
        "nav": _nav(known) if known else (),
        "page_lang": HTML_LANG[language()],
        "language": language(),
        "languages": OWN_NAMES,
        "theme": session.get("theme", ""),
        "elder": session.get("elder", known.elder if known else False),
        "name_of": name_of,
    }


def _nav(known: Viewer) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(str(label), url_for(endpoint), key, _current(endpoint), place)
        for key, endpoint, label, permission, place in NAV
        if known.can(permission) and endpoint in current_app.view_functions
    )


def _current(endpoint: str) -> str:
    """Return a link's `aria-current` on the page that is asked for."""
    if request.endpoint == endpoint:
        return "page"
    above = url_for(endpoint).rstrip("/")
    return "true" if above and request.path.startswith(f"{above}/") else ""
