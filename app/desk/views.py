"""Paper: tally sheets entered on behalf of a team, and taken back."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import viewer_with
from app.db import session
from app.desk import actions, queries
from app.desk.actions import BadCell, SamePaper
from app.desk.forms import Errors, Reader, SheetForm, day_of
from app.desk.models import PaperSheet
from app.desk.pages import Same
from app.desk.sheet_pages import (
    Ground,
    empty_form,
    entered_page,
    ground,
    paper_page,
    sheet_page,
)
from app.desk.tally import TallySheet
from app.errors import DomainError, Forbidden, NotFound
from app.people.area_models import Team
from app.people.areas import local_day
from app.policy import Permission, Target, Viewer, allows

bp = Blueprint("desk", __name__, url_prefix="/paper")

SHEET = "/teams/<int:team_id>/<day>"


@bp.get("")
def paper() -> str | Response:
    """Ask for the day and the team of a sheet; list the sheets that were entered."""
    viewer = viewer_with(Permission.ENTER_PAPER)
    today = local_day(session(), viewer.community_id, clock.now())
    team, day = request.args.get("team", 0, type=int), request.args.get("day", "")
    if day and team > 0:
        return redirect(url_for("desk.sheet", team_id=team, day=day_of(day)))
    return render_template("desk/paper.html", page=paper_page(session(), viewer, today, team))


@bp.get(SHEET)
def sheet(team_id: int, day: str) -> str:
    """Show a team's sheet of a day as a form."""
    viewer, team = load_team(team_id)
    on = ground(session(), viewer, team, day_of(day))
    return render_template("desk/sheet.html", page=sheet_page(on, empty_form(on), {}))


@bp.post(SHEET)
def enter(team_id: int, day: str) -> Response | tuple[str, int]:
    """Enter a sheet, exactly once; show it again where something is wrong, every cell named."""
    viewer, team = load_team(team_id)
    on, form = ground(session(), viewer, team, day_of(day)), SheetForm.parse(request.form)
    try:
        made = actions.enter(
            session(),
            viewer,
            team,
            _read(viewer, on, form),
            {code: shared for code, (shared, _own) in on.known.items()},
            clock.now(),
            another=form.another,
        )
    except DomainError as error:
        return _again(team_id, on.day, form, error)
    flash(_("The sheet is entered.") if made else _("This sheet was entered before."), "done")
    return redirect(url_for("desk.paper", team=team.id), HTTPStatus.SEE_OTHER)


@bp.get("/sheets/<uuid:sheet_id>")
def show(sheet_id: UUID) -> str:
    """Show a sheet that was entered, and the pins that it made."""
    viewer, found = load_sheet(sheet_id)
    page = entered_page(session(), viewer, found)
    return render_template("desk/entered.html", page=page)


@bp.post("/sheets/<uuid:sheet_id>/take-back")
def take_back(sheet_id: UUID) -> Response:
    """Take a sheet back: its pins and its patrol are no longer counted."""
    viewer, found = load_sheet(sheet_id, lock=True)
    whose = Target(found.community_id, person_id=found.entered_by, team_id=found.team_id)
    if not allows(viewer, Permission.DELETE_REPORT, whose):
        raise Forbidden(_("Only who entered this sheet, or the supervisor, takes it back."))
    actions.take_back(session(), viewer, found, clock.now())
    flash(_("The sheet is taken back. Its pins and its hours are no longer counted."), "done")
    return redirect(url_for("desk.paper"), HTTPStatus.SEE_OTHER)


def load_team(team_id: int) -> tuple[Viewer, Team]:
    """Fetch a team whose sheets the viewer may enter, or answer as if there were none."""
    viewer = viewer_with(Permission.ENTER_PAPER)
    team = queries.team_of(session(), viewer, team_id)
    if team is None or not _may(viewer, team.id):
        raise NotFound(_("There is no such team."))
    return viewer, team


def load_sheet(sheet_id: UUID, *, lock: bool = False) -> tuple[Viewer, PaperSheet]:
    """Fetch a sheet of a team that the viewer enters for, or answer as if there were none."""
    viewer = viewer_with(Permission.ENTER_PAPER)
    found = queries.sheet_of(session(), viewer, sheet_id, lock=lock)
    if found is None or not _may(viewer, found.team_id):
        raise NotFound(_("There is no such sheet."))
    return viewer, found


def _may(viewer: Viewer, team_id: int) -> bool:
    target = Target(viewer.community_id, team_id=team_id)
    return allows(viewer, Permission.ENTER_PAPER, target)


def _read(viewer: Viewer, on: Ground, form: SheetForm) -> TallySheet:
    people = frozenset(one.id for one in on.people)
    zone = ZoneInfo(viewer.time_zone)
    reader = Reader(form, zone, clock.now(), on.places, people, on.known)
    return reader.sheet(on.team.id, on.day)


def _again(team_id: int, day: date, form: SheetForm, error: DomainError) -> tuple[str, int]:
    """Undo whatever was begun and show what was typed, with what is wrong."""
    session().rollback()
    viewer, team = load_team(team_id)
    on = ground(session(), viewer, team, day)
    same = _same(error) if isinstance(error, SamePaper) else None
    page = sheet_page(on, form, {} if same else _errors(form, error), same)
    return render_template("desk/sheet.html", page=page), error.status


def _same(error: SamePaper) -> Same:
    url = url_for("desk.show", sheet_id=error.sheet_id) if error.sheet_id else ""
    return Same(error.message, url)


def _errors(form: SheetForm, error: DomainError) -> dict[str, str]:
    """Return what is wrong by the names of the page's fields; "" is about the whole sheet."""
    if isinstance(error, Errors):
        return error.found
    if isinstance(error, BadCell):
        return {form.name_of_cell(error.row, error.category): error.message}
    return {"": error.message}
