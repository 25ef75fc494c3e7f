"""Pins as pages: making one, looking at it, changing it, and one's own."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import config, viewer_with
from app.db import session
from app.errors import Conflict, DomainError, Gone
from app.policy import Permission, Viewer
from app.reports import actions, pages_queries, photos_actions
from app.reports.forms import FormPhoto, PinForm, errors_of
from app.reports.loading import load_report
from app.reports.models import Report
from app.reports.pages import ReportListPage
from app.reports.pin_pages import empty_pin_page, pin_page, row_of, usual_handling
from app.reports.show_pages import report_page, seconds_left
from app.reports.submission import Submission

bp = Blueprint("reports", __name__)

ON_A_PAGE = 30


@bp.get("/pin")
def new() -> str:
    """Show the form for a pin."""
    viewer = viewer_with(Permission.MAKE_REPORT)
    return render_template("reports/pin.html", page=empty_pin_page(session(), viewer))


@bp.post("/pin")
def create() -> Response | tuple[str, int]:
    """Make a pin with its photos, exactly once; show the form again where something is wrong."""
    viewer = viewer_with(Permission.MAKE_REPORT)
    form = PinForm.parse(request.form, request.files)
    try:
        report = _submit(viewer, form)
        for sent in form.photos:
            _attach(viewer, report, sent)
    except DomainError as error:
        return _again(viewer, form, error)
    return redirect(url_for("reports.show", report_id=report.id), HTTPStatus.SEE_OTHER)


def _submit(viewer: Viewer, form: PinForm) -> Report:
    """Submit the form; one that comes twice from a page without scripts is one pin all the same."""
    known = _observed_before(viewer, form)
    try:
        return _submitted(viewer, _submission(viewer, form, known is None))
    except Conflict:
        if form.values.observed_at or _observed_before(viewer, form) is None:
            raise
        return _submitted(viewer, _submission(viewer, form, is_new=False))


def _submitted(viewer: Viewer, submission: Submission) -> Report:
    return actions.submit(session(), viewer, submission, clock.now()).report
