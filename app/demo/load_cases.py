"""Writing the demo's cases and their history."""

from __future__ import annotations

from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.cases import models
from app.cases.history import HISTORY, body_of
from app.chain import NOTHING_BEFORE, sealed
from app.db import add_rows
from app.demo.load_people import Ids
from app.demo.load_places import Row
from app.demo.record_types import Case, CaseStep, Records
from app.places.definitions import CommunityCategory
from app.reports.models import Report

WHAT: Final = {"open": "opened", "dispatched": "dispatched", "closed": "closed"}
"""What an event is called, by the state that it leads to."""


def load_cases(session: Session, ids: Ids, made: Records, *, audit_key: bytes) -> None:
    """Write all cases, as far as each has got, with one event for each step."""
    limits = _limits(session, ids.community)
    category = {one.uid: one.category for one in made.reports}
    rows = [_row(ids, one, limits.get(category[one.report])) for one in made.cases]
    stored = session.execute(
        insert(models.Case).returning(models.Case.id, sort_by_parameter_order=True), rows
    )
    finder = {one.uid: one.person for one in made.reports}
    supervisor = next(person.code for person in made.people if person.role == "supervisor")
    events: list[Row] = []
    for key, one in zip(stored.scalars(), made.cases, strict=True):
        events += _events(ids, key, one, (finder[one.report], supervisor), audit_key)
    add_rows(session, models.CaseEvent, events)
    addressed = [
        {"community_id": ids.community, "id": one.report, "department_code": one.department}
        for one in made.cases
    ]
    session.execute(update(Report), addressed)


def _limits(session: Session, community_id: int) -> dict[str, int | None]:
    """Return the community's time limits by category, working hours."""
    rows = session.execute(
        select(CommunityCategory.code, CommunityCategory.limit_working_hours).where(
            CommunityCategory.community_id == community_id
        )
    )
    return dict(rows.all())


def _row(ids: Ids, one: Case, limit: int | None) -> Row:
    """Return the row of a case."""
    at = {step.state: step.at for step in one.steps}
    return {
        "community_id": ids.community,
        "report_id": one.report,
        "department_code": one.department,
        "state": one.steps[-1].state,
        "limit_working_hours": limit,
        "opened_at": at["open"],
        "dispatched_at": at.get("dispatched"),
        "closed_at": at.get("closed"),
        "closing_note": _closing_note(one.steps),
    }


def _closing_note(steps: tuple[CaseStep, ...]) -> str:
    """Return the department's answer, empty while there is none."""
    return next((step.note for step in steps if step.state == "closed"), "")


def _events(
    ids: Ids, key: int, one: Case, by: tuple[str | None, str], audit_key: bytes
) -> list[Row]:
    """Return a case's events: opened by who found it, the rest by the supervisor."""
    rows: list[Row] = []
    before = (0, NOTHING_BEFORE)
    for seq, step in enumerate(one.steps, start=1):
        code = by[0] if seq == 1 else by[1]
        link = sealed(
            audit_key,
            community_id=ids.community,
            thing=HISTORY.thing(key),
            at=step.at,
            person_id=ids.people[code] if code else None,
            what=WHAT[step.state],
            body=body_of(step.state, one.department, _closing_note(one.steps[:seq])),
            before=before,
        )
        before = (link.seq, link.mac)
        rows.append(link.row(case_id=key))
    return rows
