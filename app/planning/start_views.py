"""Where walks start and end, as pages: the list, and the form of one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import InvalidInput
from app.form_fields import errors_by_field
from app.people.register import By
from app.planning import start_pages as pages
from app.planning import starts
from app.planning.models import PlanStart
from app.planning.roster_queries import starts as open_starts
from app.planning.start_forms import FIELDS, read_start, sent_values
from app.planning.start_queries import start_of
from app.policy import Permission, Viewer

bp = Blueprint("plan_starts", __name__, url_prefix="/plans/starts")


@bp.get("/")
def index() -> str:
    """List the places where walks may start."""
    viewer = viewer_with(Permission.PLAN_PATROLS)
    page = pages.starts_page(open_starts(session(), viewer.community_id))
    return render_template("plans/starts.html", page=page)


@bp.get("/new")
def new() -> str:
    """Show the form of a new one."""
    return _form(viewer_with(Permission.PLAN_PATROLS), None, dict.fromkeys(FIELDS, ""), {})


@bp.post("/new")
def create() -> Response | tuple[str, int]:
    """Add one."""
    viewer = viewer_with(Permission.PLAN_PATROLS)
    try:
        draft = read_start(request.form)
        starts.open_start(session(), viewer.community_id, draft, _by(viewer))
    except InvalidInput as error:
        return _again(viewer, None, error)
    return _done(_("Walks can start there now."))


@bp.get("/<int:start_id>")
def edit(start_id: int) -> str:
    """Show the form of one."""
    viewer = viewer_with(Permission.PLAN_PATROLS)
    start = start_of(session(), viewer.community_id, start_id)
    return _form(viewer, start, pages.values_of(start), {})


@bp.post("/<int:start_id>")
def change(start_id: int) -> Response | tuple[str, int]:
    """Name one anew, or move it."""
    viewer = viewer_with(Permission.PLAN_PATROLS)
    start = start_of(session(), viewer.community_id, start_id, lock=True)
    try:
        starts.change_start(session(), start, read_start(request.form), _by(viewer))
    except InvalidInput as error:
        return _again(viewer, start, error)
    return _done(_("Saved. The next plan starts there."))


@bp.post("/<int:start_id>/close")
def close(start_id: int) -> Response:
    """Offer one no more."""
    viewer = viewer_with(Permission.PLAN_PATROLS)
    start = start_of(session(), viewer.community_id, start_id, lock=True)
    starts.close_start(session(), start, _by(viewer))
    return _done(_("No walk starts there any more."))


def _form(
    viewer: Viewer, start: PlanStart | None, values: dict[str, str], errors: dict[str, str]
) -> str:
    page = pages.start_page(session(), viewer, start, values, errors)
    return render_template("plans/start.html", page=page)


def _again(viewer: Viewer, start: PlanStart | None, error: InvalidInput) -> tuple[str, int]:
    """Return the form with what was sent and what is wrong with it; nothing was written."""
    return _form(viewer, start, sent_values(request.form), errors_by_field(error)), error.status


def _done(said: str) -> Response:
    flash(said, "done")
    return redirect(url_for("plan_starts.index"), 303)


def _by(viewer: Viewer) -> By:
    return By(viewer.person_id, clock.now())
