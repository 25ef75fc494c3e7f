"""A case's steps: opened by an escalation, dispatched to its department, closed with an answer."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import strict_json
from app.cases import queries
from app.cases.history import HISTORY, body_of
from app.cases.models import Case
from app.errors import Conflict, InvalidInput
from app.events import (
    ReportAddressed,
    ReportDeescalated,
    ReportDeleted,
    ReportEscalated,
    send,
)
from app.policy import Viewer

LONGEST_NOTE = 2000


def open_for_report(event: ReportEscalated) -> None:
    """Open a case for an escalated report; one that was closed by taking back is opened again."""
    case = queries.case_of_report(event.session, event.community_id, event.report_id)
    if case is not None:
        _move(event.session, case, "open", event.person_id, event.at)
        return
    terms = queries.terms_of(event.session, event.community_id, event.category_code)
    case = Case(
        community_id=event.community_id,
        report_id=event.report_id,
        department_code=terms.department_code,
        limit_working_hours=terms.limit_working_hours,
        state="open",
        opened_at=event.at,
    )
    event.session.add(case)
    event.session.flush()
    _remember(event.session, case, "opened", event.person_id, event.at)
    _address(event.session, case, event.person_id, event.at)


def close_for_report(event: ReportDeleted | ReportDeescalated) -> None:
    """Close the case of a report that was taken back or is no longer escalated."""
    case = queries.case_of_report(event.session, event.community_id, event.report_id)
    if case is not None and case.state != "closed":
        _move(event.session, case, "closed", event.person_id, event.at)


def dispatch(session: Session, case: Case, department_code: str, by: Viewer, now: datetime) -> None:
    """Send a case to a department.

    Raises:
        Conflict: It is closed.
        InvalidInput: The community has no such department.
    """
    if case.state == "closed":
        raise Conflict(_("This case is closed."))
    if department_code not in queries.department_codes(session, case.community_id):
        raise InvalidInput(_("Choose a department."), pointer="/department")
    case.department_code = department_code
    case.dispatched_at = now
    _move(session, case, "dispatched", by.person_id, now)
    _address(session, case, by.person_id, now)


def close(session: Session, case: Case, note: str, by: Viewer, now: datetime) -> None:
    """Close a case with the department's answer.

    Raises:
        Conflict: It is closed already.
        InvalidInput: No answer, one that is too long, or one that cannot be stored.
    """
    if case.state == "closed":
        raise Conflict(_("This case is closed."))
    answer = note.strip()
    if not answer or len(answer) > LONGEST_NOTE or not strict_json.is_storable(answer):
        raise InvalidInput(_("Say in a few words what was done."), pointer="/note")
    case.closing_note = answer
    _move(session, case, "closed", by.person_id, now)


def _move(session: Session, case: Case, state: str, person_id: int | None, now: datetime) -> None:
    case.state = state
    case.closed_at = now if state == "closed" else None
    session.flush()
    _remember(session, case, state, person_id, now)


def _address(session: Session, case: Case, person_id: int | None, now: datetime) -> None:
    """Tell who keeps the report which department may see it now."""
    facts = (session, case.community_id, person_id, now)
    send(ReportAddressed(*facts, case.report_id, case.department_code))


def _remember(
    session: Session, case: Case, what: str, person_id: int | None, now: datetime
) -> None:
    HISTORY.record(
        session,
        case.community_id,
        case.id,
        what=what,
        body=body_of(case.state, case.department_code, case.closing_note),
        person_id=person_id,
        at=now,
    )
