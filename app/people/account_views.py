"""The people of a community as pages: the list, one person, and what an administrator does."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import Conflict, InvalidInput
from app.form_fields import FormErrors, FormReader
from app.i18n import name_of
from app.people import account_pages as pages
from app.people import account_queries as queries
from app.people import accounts
from app.people.account_forms import RoleForm, account_values, named_role, read_account
from app.people.account_pages import (
    AccountValues,
    Choice,
    NewAccountPage,
    PeoplePage,
    PersonPage,
)
from app.people.account_queries import Known
from app.people.areas import community
from app.people.departments import department_choices
from app.people.device_pages import device_lines
from app.people.loading import load_person, today
from app.people.register import By, changes_of, thing
from app.people.register_pages import history_lines
from app.policy import Permission, Viewer

bp = Blueprint("accounts", __name__, url_prefix="/people")

P = Permission
LONGEST_SEARCH = 60
DEFINITIONS = "definitions.index"


@bp.get("/")
def index() -> str:
    """List the people whom the viewer may see."""
    viewer = viewer_with(P.SEE_PEOPLE)
    reader = FormReader(request.args)
    said, closed = reader.text("q", LONGEST_SEARCH), reader.raw("closed") == "1"
    search = "" if reader.errors else said
    found = queries.people_of(session(), viewer, today(viewer), search=search, closed=closed)
    page = PeoplePage(
        search=search,
        closed=closed,
        people=tuple(pages.person_line(known) for known in found),
        new_url=url_for("accounts.new") if viewer.can(P.MANAGE_PEOPLE) else None,
        teams_url=url_for("teams.index"),
        definitions_url=_definitions_url(viewer),
    )
    return render_template("people/list.html", page=page)


@bp.get("/new")
def new() -> str:
    """Show the form for an account."""
    return _new_page(viewer_with(P.MANAGE_PEOPLE), AccountValues(), {})


@bp.post("/new")
def create() -> Response | tuple[str, int]:
    """Make an account with its first role."""
    viewer = viewer_with(P.MANAGE_PEOPLE)
    reader = FormReader(request.form)
    account, role = read_account(reader), _role(reader, viewer)
    try:
        reader.check()
        assert role is not None  # noqa: S101 - `check` has raised where it is
        home = community(session(), viewer.community_id)
        person = accounts.open_account(
            session(), home, account, role.role, role.department, _by(viewer)
        )
    except (FormErrors, Conflict) as error:
        errors = error.errors if isinstance(error, FormErrors) else {"username": error.message}
        return _new_page(viewer, account_values(request.form), errors), error.status
    flash(_("The account is there. Print a sign-in card for its person now."), "done")
    return redirect(url_for("accounts.show", person_id=person.id), 303)


@bp.get("/<int:person_id>")
def show(person_id: int) -> str:
    """Show one person."""
    known = load_person(person_id, P.SEE_PEOPLE)
    return _person_page(known, pages.values_of(known), {})


@bp.post("/<int:person_id>")
def save(person_id: int) -> Response | tuple[str, int]:
    """Change what an account says of its person."""
    known = load_person(person_id, P.MANAGE_PEOPLE, lock=True)
    viewer = viewer_with(P.MANAGE_PEOPLE)
    reader = FormReader(request.form)
    account = read_account(reader, username=known.person.username)
    try:
        reader.check()
    except FormErrors as error:
        return _person_page(known, account_values(request.form), error.errors), error.status
    accounts.change_account(session(), viewer.community_id, known.person, account, _by(viewer))
    return _back(person_id, _("Saved."))


@bp.post("/<int:person_id>/roles")
def give_role(person_id: int) -> Response | tuple[str, int]:
    """Give a person a role."""
    known = load_person(person_id, P.MANAGE_PEOPLE, lock=True)
    viewer = viewer_with(P.MANAGE_PEOPLE)
    reader = FormReader(request.form)
    role = _role(reader, viewer)
    if role is None or reader.errors:
        values = account_values(pages.values_of(known).__dict__ | request.form.to_dict())
        return _person_page(known, values, reader.errors), InvalidInput.status
    home = community(session(), viewer.community_id)
    accounts.give_role(session(), home, known.person, role.role, role.department, _by(viewer))
    return _back(person_id, _("The role is given."))


@bp.post("/<int:person_id>/roles/take")
def take_role(person_id: int) -> Response:
    """Take a role from a person."""
    known = load_person(person_id, P.MANAGE_PEOPLE, lock=True)
    viewer = viewer_with(P.MANAGE_PEOPLE)
    role = named_role(request.form.get("role", ""))
    accounts.take_role(session(), viewer.community_id, known.person, role, _by(viewer))
    return _back(person_id, _("The role is taken."))


@bp.post("/<int:person_id>/close")
def close(person_id: int) -> Response:
    """Close an account."""
    known = load_person(person_id, P.MANAGE_PEOPLE, lock=True)
    viewer = viewer_with(P.MANAGE_PEOPLE)
    accounts.close_account(session(), viewer, known.person, _by(viewer))
    return _back(person_id, _("The account is closed."))


@bp.post("/<int:person_id>/reopen")
def reopen(person_id: int) -> Response:
    """Open an account again."""
    known = load_person(person_id, P.MANAGE_PEOPLE, lock=True)
    viewer = viewer_with(P.MANAGE_PEOPLE)
    accounts.reopen_account(session(), viewer, known.person, _by(viewer))
    return _back(person_id, _("The account is open again."))


def _by(viewer: Viewer) -> By:
    return By(viewer.person_id, clock.now())


def _back(person_id: int, said: str) -> Response:
    flash(said, "done")
    return redirect(url_for("accounts.show", person_id=person_id), 303)


def _role(reader: FormReader, viewer: Viewer) -> RoleForm | None:
    codes = tuple(code for code, _name in department_choices(session(), viewer.community_id))
    return RoleForm.read(reader, codes)


def _departments(viewer: Viewer) -> tuple[Choice, ...]:
    return tuple(Choice(*one) for one in department_choices(session(), viewer.community_id))


def _definitions_url(viewer: Viewer) -> str | None:
    there = DEFINITIONS in current_app.view_functions
    return url_for(DEFINITIONS) if there and viewer.can(P.MANAGE_DEFINITIONS) else None


def _new_page(viewer: Viewer, values: AccountValues, errors: dict[str, str]) -> str:
    page = NewAccountPage(
        values=values,
        errors=errors,
        languages=pages.language_choices(),
        roles=pages.role_choices(),
        departments=_departments(viewer),
    )
    return render_template("people/new.html", page=page)


def _person_page(known: Known, values: AccountValues, errors: dict[str, str]) -> str:
    viewer, person = viewer_with(P.SEE_PEOPLE), known.person
    helps = queries.may_help_with(session(), viewer, person, today(viewer))
    now = clock.now()
    devices = queries.devices_of(session(), person.id, now) if helps else []
    manages = viewer.can(P.MANAGE_PEOPLE)
    name = thing("person", person.id)
    changes = changes_of(session(), viewer.community_id, name) if manages else []
    steps = ("save", "give_role", "take_role", "close", "reopen")
    urls = {step: url_for(f"accounts.{step}", person_id=person.id) for step in steps}
    urls["card"] = url_for("cards.make", person_id=person.id)
    urls["devices"] = url_for("devices.end", person_id=person.id)
    page = PersonPage(
        name=person.display_name,
        username=person.username,
        active=person.active,
        roles=pages.role_lines(known, viewer.community_id),
        teams=tuple((url_for("teams.show", team_id=t.id), name_of(t)) for t in known.teams),
        values=values,
        errors=errors,
        languages=pages.language_choices(),
        all_roles=pages.role_choices(),
        departments=_departments(viewer) if manages else (),
        devices=device_lines(devices, viewer.session_key),
        cards=queries.open_cards(session(), person.id, now) if helps else 0,
        history=history_lines(changes),
        manages=manages,
        helps=helps,
        urls=urls,
    )
    return render_template("people/person.html", page=page)
