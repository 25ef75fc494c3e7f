"""Cases as pages: the list, one with its history, and the two steps that people take."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.cases import actions, queries
from app.cases.pages import CaseLine, CasePage, CasesPage, Choice, Step, state_of, step_label
from app.cases.queries import CaseRecord
from app.current import viewer_with
from app.db import session
from app.errors import NotFound
from app.i18n import name_of
from app.pages import moment
from app.places.definitions import Department
from app.policy import Permission, scopes

bp = Blueprint("cases", __name__, url_prefix="/cases")


@bp.get("/")
def index() -> str:
    """List the cases that the viewer has to do with."""
    viewer = viewer_with(Permission.SEE_CASES)
    lines = tuple(_line(record) for record in queries.cases_for(session(), viewer))
    return render_template("cases/list.html", page=CasesPage(lines))


@bp.get("/<int:case_id>")
def show(case_id: int) -> str:
    """Show one case."""
    return render_template("cases/show.html", page=_page(load_case(case_id, Permission.SEE_CASES)))


@bp.post("/<int:case_id>/dispatch")
def dispatch(case_id: int) -> Response:
    """Send the case to a department."""
    case = load_case(case_id, Permission.HANDLE_CASE).case
    viewer = viewer_with(Permission.HANDLE_CASE)
    actions.dispatch(session(), case, request.form.get("department", ""), viewer, clock.now())
    return redirect(url_for("cases.show", case_id=case.id), 303)


@bp.post("/<int:case_id>/close")
def close(case_id: int) -> Response:
    """Close the case with an answer."""
    case = load_case(case_id, Permission.HANDLE_CASE).case
    viewer = viewer_with(Permission.HANDLE_CASE)
    actions.close(session(), case, request.form.get("note", ""), viewer, clock.now())
    return redirect(url_for("cases.show", case_id=case.id), 303)


def load_case(case_id: int, permission: Permission) -> CaseRecord:
    """Fetch a case that the permission reaches, or answer as if there were none."""
    record = queries.case_for(session(), viewer_with(permission), case_id, permission)
    if record is None:
        raise NotFound(_("There is no such case."))
    return record


def _line(record: CaseRecord) -> CaseLine:
    return CaseLine(
        category=_category(record),
        place=_place(record),
        department=_department(record.department),
        state=state_of(record.case.state),
        opened=moment(record.case.opened_at),
        url=url_for("cases.show", case_id=record.case.id),
    )


def _page(record: CaseRecord) -> CasePage:
    case = record.case
    acts = bool(scopes(viewer_with(Permission.SEE_CASES), Permission.HANDLE_CASE))
    steps = {name: url_for(f"cases.{name}", case_id=case.id) for name in ("dispatch", "close")}
    open_to_act = acts and case.state != "closed"
    return CasePage(
        category=_category(record),
        place=_place(record),
        department=_department(record.department),
        state=state_of(case.state),
        limit=_limit(case.limit_working_hours),
        answer=case.closing_note,
        history=tuple(
            Step(moment(event.at), step_label(event.what))
            for event in queries.history_of(session(), case)
        ),
        report_url=url_for("reports.show", report_id=case.report_id) if record.report else "",
        departments=tuple(
            Choice(d.code, name_of(d), d.code == case.department_code)
            for d in queries.departments(session(), case.community_id)
        ),
        dispatch_url=steps["dispatch"] if open_to_act else None,
        close_url=steps["close"] if open_to_act else None,
    )


def _category(record: CaseRecord) -> str:
    return name_of(record.category) if record.category else _("A pin that was taken back")


def _place(record: CaseRecord) -> str:
    return name_of(record.lane) if record.lane else ""


def _department(department: Department | None) -> str:
    return name_of(department) if department else _("No department yet")


def _limit(hours: int | None) -> str:
    return _("%(count)s working hours", count=hours) if hours else _("None agreed")
