"""The stored history of cases: what an event says, and reading all of it for the audit."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.models import CaseEvent
from app.chain import Link

READ_AT_ONCE = 1_000


def thing_of(case_id: int) -> str:
    """Return what the chain calls a case."""
    return f"case {case_id}"


def body_of(state: str, department: str | None, note: str) -> dict[str, str | None]:
    """Return what an event of a case says: how the case stands after it."""
    return {"state": state, "department": department, "note": note}


def every_link(session: Session) -> Iterator[Link]:
    """Give all events of all cases, by community, case and number."""
    columns = [
        CaseEvent.case_id if name == "thing" else getattr(CaseEvent, name)
        for name in Link.__dataclass_fields__
    ]
    rows = session.execute(
        select(*columns)
        .order_by(CaseEvent.community_id, CaseEvent.case_id, CaseEvent.seq)
        .execution_options(yield_per=READ_AT_ONCE)
    )
    for row in rows:
        yield Link(row[0], thing_of(row[1]), *row[2:])
