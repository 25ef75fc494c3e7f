"""Pins as pages: making one, looking at it, and one's own."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from uuid import UUID, uuid4

import flask
from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import config, viewer_with
from app.db import session
from app.errors import Conflict, DomainError, Gone
from app.policy import Permission, Viewer
from app.reports import actions, listing, pages_queries, photos_actions
from app.reports.forms import FormPhoto, PinForm, errors_of
from app.reports.loading import load_report
from app.reports.models import Report
from app.reports.pages import ReportListPage
from app.reports.pin_pages import empty_pin_page, pin_page, row_of, usual_handling
from app.reports.show_pages import report_page
from app.reports.workflow import Outcome

bp = Blueprint("reports", __name__)

ON_A_PAGE = 30
JUST_SAVED = "just_saved"


@bp.get("/pin")
def new() -> str:
    """Show the form for a pin."""
    viewer = viewer_with(Permission.MAKE_REPORT)
    lane = request.args.get("lane", "")  # a scanned sign says which
    return render_template("reports/pin.html", page=empty_pin_page(session(), viewer, lane))


@bp.post("/pin")
def create() -> Response | tuple[str, int]:
    """Make a pin with its photos, exactly once; show the form again where something is wrong."""
    viewer = viewer_with(Permission.MAKE_REPORT)
    form = PinForm.parse(request.form, request.files)
    try:
        report = _submitted_once(viewer, form)
        for sent in form.photos:
            _attach(viewer, report, sent)
    except DomainError as error:
        return _again(viewer, form, error)
    flask.session[JUST_SAVED] = str(report.id)
    return redirect(url_for("reports.show", report_id=report.id), HTTPStatus.SEE_OTHER)


@bp.get("/reports/<uuid:report_id>")
def show(report_id: UUID) -> str:
    """Show one pin; right after saving, with thanks and a way back."""
    report = load_report(report_id, Permission.SEE_REPORT)
    just_saved = flask.session.pop(JUST_SAVED, None) == str(report.id)
    viewer = viewer_with(Permission.SEE_REPORT)
    page = report_page(session(), viewer, report, just_saved=just_saved)
    return render_template("reports/show.html", page=page)


@bp.get("/mine")
def mine() -> str:
    """List the viewer's own pins, newest first."""
    viewer = viewer_with(Permission.MAKE_REPORT)
    after = request.args.get("after")
    start = listing.position_of(after) if after is not None else None
    found = pages_queries.pins_of(session(), viewer, start, ON_A_PAGE + 1)
    more = len(found) > ON_A_PAGE
    page = ReportListPage(
        title=_("My pins"),
        reports=tuple(row_of(record) for record in found[:ON_A_PAGE]),
        next_url=_older(found[ON_A_PAGE - 1].report) if more else None,
        pin_url=url_for("reports.new"),
    )
    return render_template("reports/list.html", page=page)


def _submitted_once(viewer: Viewer, form: PinForm) -> Report:
    """Submit the form; sent twice from a page without scripts, it is one pin all the same."""
    known = _observed_before(viewer, form)
    try:
        return _submitted(viewer, form, known or clock.now())
    except Conflict:  # without a time of its own, the second of two at once saw another
        known = _observed_before(viewer, form)
        if form.values.observed_at or known is None:
            raise
        return _submitted(viewer, form, known)


def _submitted(viewer: Viewer, form: PinForm, observed_at: datetime) -> Report:
    submission = form.submission(observed_at, _usual_handling(form))
    return actions.submit(session(), viewer, submission, clock.now()).report


def _observed_before(viewer: Viewer, form: PinForm) -> datetime | None:
    if form.uuid is None:
        return None
    return pages_queries.observed_before(session(), viewer, form.uuid)


def _usual_handling(form: PinForm) -> str:
    """Return how what the form names is usually handled; nothing unless it was fixed at once."""
    if form.values.outcome != Outcome.FIXED:
        return ""
    category = pages_queries.category_of(session(), form.values.category)
    return usual_handling(category) if category else ""


def _attach(viewer: Viewer, report: Report, sent: FormPhoto) -> None:
    try:
        photos_actions.attach(
            session(),
            report,
            sent.photo,
            person_id=viewer.person_id,
            folder=config().photo_dir,
            now=clock.now(),
        )
    except DomainError as error:
        error.pointer = f"/{sent.field}"
        raise


def _again(viewer: Viewer, form: PinForm, error: DomainError) -> tuple[str, int]:
    """Undo whatever was begun and show what was typed, with what is wrong; a used id is changed."""
    session().rollback()
    errors, uuid = errors_of(error), form.uuid or uuid4()
    if isinstance(error, Conflict | Gone):
        uuid = uuid4()
        errors = {"": _("This form has been saved before. Save again to make another pin of it.")}
    for sent in form.photos:
        errors.setdefault(sent.field, _("Nothing was saved yet. Please choose the photo again."))
    page = pin_page(session(), viewer, uuid, form.values, errors)
    return render_template("reports/pin.html", page=page), error.status


def _older(last: Report) -> str:
    return url_for("reports.mine", after=listing.cursor(last))
