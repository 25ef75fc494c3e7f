"""Changing a pin: the form, one tap for another lane, and taking it back."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import Conflict, DomainError, InvalidInput
from app.policy import Permission
from app.reports import actions, editing
from app.reports.edit_pages import after_a_conflict, edit_page
from app.reports.editing import Edit
from app.reports.forms import EditForm, errors_of
from app.reports.loading import load_deletable, load_report
from app.reports.models import Report
from app.strict_json import is_storable

bp = Blueprint("report_changes", __name__, url_prefix="/reports")


@bp.get("/<uuid:report_id>/edit")
def edit(report_id: UUID) -> str:
    """Show the form for changing a pin."""
    report = load_report(report_id, Permission.EDIT_REPORT)
    page = edit_page(session(), viewer_with(Permission.EDIT_REPORT), report)
    return render_template("reports/edit.html", page=page)


@bp.post("/<uuid:report_id>/edit")
def save(report_id: UUID) -> Response | tuple[str, int]:
    """Change what was changed on the page, and nothing else."""
    report = load_report(report_id, Permission.EDIT_REPORT, lock=True)
    form = EditForm.parse(request.form)
    try:
        wanted = form.edit()
        if wanted is not None:
            _change(report, wanted)
    except DomainError as error:
        return _again(report_id, form, error)
    return _shown(report_id)


@bp.post("/<uuid:report_id>/lane")
def choose_lane(report_id: UUID) -> Response:
    """Put a pin on another lane, with one tap."""
    report = load_report(report_id, Permission.EDIT_REPORT, lock=True)
    code = request.form.get("lane", "")
    if not code or not is_storable(code):
        raise InvalidInput(_("There is no such lane."), pointer="/lane")
    _change(report, Edit(uuid4(), report.version, {"lane": code}))
    return _shown(report_id)


@bp.post("/<uuid:report_id>/delete")
def delete(report_id: UUID) -> Response:
    """Take a pin back; doing so again changes nothing."""
    viewer = viewer_with(Permission.DELETE_REPORT)
    report = load_deletable(report_id)
    if report is not None:
        actions.delete(session(), viewer, report, clock.now())
    flash(_("The pin has been taken back."), "done")
    return redirect(url_for("reports.mine"), HTTPStatus.SEE_OTHER)


def _change(report: Report, wanted: Edit) -> None:
    viewer = viewer_with(Permission.EDIT_REPORT)
    editing.edit(session(), viewer, report, wanted, clock.now())


def _shown(report_id: UUID) -> Response:
    return redirect(url_for("reports.show", report_id=report_id), HTTPStatus.SEE_OTHER)


def _again(report_id: UUID, form: EditForm, error: DomainError) -> tuple[str, int]:
    """Undo whatever was begun and show what was typed, with what is wrong."""
    session().rollback()
    report = load_report(report_id, Permission.EDIT_REPORT)
    errors = errors_of(error)
    if isinstance(error, Conflict):
        form, found = after_a_conflict(session(), report, form)
        errors = found or errors
    page = edit_page(session(), viewer_with(Permission.EDIT_REPORT), report, form, errors)
    return render_template("reports/edit.html", page=page), error.status
