"""Sign-in, sign-out, and a person's own choices of language, theme and size."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.config import LANGUAGES
from app.current import config, signed_in, viewer
from app.db import session
from app.errors import InvalidInput
from app.i18n import name_of
from app.people import account_queries, actions, doors, queries
from app.people.device_pages import DeviceLine, device_lines
from app.people.forms import SignInForm, local_path
from app.policy import Permission, Role, role_label
from app.web import THEMES

bp = Blueprint("people", __name__)

UNPROCESSABLE = 422
DEMO_PASSWORD = "lane-demo"  # noqa: S105 - the demo binds to loopback while its accounts exist


# Where each kind of work begins: the first that the viewer may see.
HOMES = (
    (Permission.SEE_HOTSPOTS, "hotspots.show"),
    (Permission.SEE_OWN_DAY, "steward.today"),
    (Permission.SEE_CASES, "cases.index"),
    (Permission.SEE_PLACES, "places.index"),
)


@dataclass(frozen=True)
class MePage:
    """A person's own page."""

    display_name: str
    username: str
    roles: tuple[str, ...]
    community_id: int
    communities: tuple[tuple[int, str], ...]
    devices: tuple[DeviceLine, ...]
    has_password: bool


@dataclass(frozen=True)
class DemoAccount:
    """An account that the demo offers to try."""

    username: str
    role: str


@dataclass(frozen=True)
class SignInPage:
    """The sign-in form; `demo_accounts` only where the demo runs."""

    next: str
    error: str | None
    username: str
    demo_accounts: tuple[DemoAccount, ...]
    demo_password: str


@bp.get("/")
def start() -> Response:
    """Send everybody to the page of their own work."""
    known = viewer()
    if known is None:
        return redirect(url_for("people.sign_in"), 303)
    home = next((page for permission, page in HOMES if known.can(permission)), "people.me")
    return redirect(url_for(home), 303)


@bp.get("/me")
def me() -> str:
    """Show who is signed in, and in which community."""
    known = signed_in()
    homes = queries.communities_of(session(), known.person_id)
    page = MePage(
        display_name=known.display_name,
        username=known.username,
        roles=tuple(sorted(role_label(role) for role in known.roles)),
        community_id=known.community_id,
        communities=tuple((home.id, name_of(home)) for home in homes),
        devices=device_lines(
            account_queries.devices_of(session(), known.person_id, clock.now()), known.session_key
        ),
        has_password=queries.person_by_id(session(), known.person_id).password_hash is not None,
    )
    return render_template("people/me.html", page=page)


@bp.post("/me/community")
def choose_community() -> Response:
    """Look at another of one's communities."""
    known = signed_in()
    chosen = request.form.get("community", type=int) or 0
    actions.change_community(session(), known.session_key, chosen)
    return redirect(url_for("people.start"), 303)


@bp.get("/sign-in")
def sign_in() -> str:
    """Show the form."""
    return _sign_in_page(local_path(request.args.get("next", "/")))


@bp.post("/sign-in")
def sign_in_submit() -> Response | tuple[str, int]:
    """Check the password; a new session key, whatever the cookie held before."""
    form = SignInForm.parse(request.form)
    target = local_path(request.form.get("next", "/"))
    try:
        person, key = actions.sign_in(
            session(),
            username=form.username,
            password=form.password,
            phone=doors.phone(),
            now=clock.now(),
        )
    except InvalidInput as error:
        return _sign_in_page(target, form.username, error.message), UNPROCESSABLE
    doors.enter(person, key)
    return redirect(target, 303)


def _sign_in_page(target: str, username: str = "", error: str | None = None) -> str:
    accounts = queries.demo_accounts(session()) if config().demo else []
    page = SignInPage(
        next=target,
        error=error,
        username=username,
        demo_accounts=tuple(DemoAccount(name, role_label(Role(role))) for name, role in accounts),
        demo_password=DEMO_PASSWORD,
    )
    return render_template("people/sign_in.html", page=page)


@bp.post("/sign-out")
def sign_out() -> Response:
    """End this device's session."""
    known = viewer()
    if known is not None:
        actions.end_session(session(), known.session_key, clock.now())
    doors.leave()
    return redirect(url_for("people.sign_in"), 303)


@bp.post("/preferences")
def preferences() -> Response:
    """Keep a choice of language, theme or larger type in the cookie."""
    form = request.form
    if form.get("lang") in LANGUAGES:
        flask.session["language"] = form["lang"]
    if form.get("theme") in THEMES:
        flask.session["theme"] = form["theme"]
    if form.get("elder") in {"0", "1"}:
        flask.session["elder"] = form["elder"] == "1"
    return redirect(local_path(form.get("next", "/")), 303)
