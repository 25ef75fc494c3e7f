"""The tallies after a change: what a report was counted in is taken back, what it is now is added.

Rows that reach nought are removed, so that a tally is equal to a recount. Keys are written table by table in
one order, each table's sorted, as the insert does: two changes wait for each other, never in a ring.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql import delete

from app.reports.cells import cell_of
from app.reports.models import Report
from app.reports.tally_models import CellTally, CourtyardTally, LaneTally
from app.reports.times import IMPLAUSIBLE

_EAST, _NORTH, _HAS_CELL = cell_of("n.geom", "a.utm_srid")
_CELL = text(f"""
SELECT {_EAST} AS cell_east, {_NORTH} AS cell_north
FROM report n JOIN admin_area a ON a.id = n.community_id
WHERE n.community_id = :community_id AND n.id = :id AND {_HAS_CELL}
""")
# In the order in which they are written, with what their place is called.
TALLIES = (
    (LaneTally, ("lane_id",)),
    (CourtyardTally, ("courtyard_id",)),
    (CellTally, ("cell_east", "cell_north")),
)


class Entry(NamedTuple):
    """One row that a report is counted in; `table` is the position in `TALLIES`."""

    table: int
    place: tuple[int, ...]
    local_day: date
    local_hour: int
    category_code: str
    found_by: str
    outcome: str


class Counted(NamedTuple):
    """Where a report is counted, and how many it counts there."""

    community_id: int
    entries: tuple[Entry, ...]
    quantity: int


def counted(session: Session, report: Report) -> Counted:
    """Return what a stored report is counted in; an implausible time is counted nowhere."""
    places: list[tuple[int, ...] | None] = [
        None if report.lane_id is None else (report.lane_id,),
        None if report.courtyard_id is None else (report.courtyard_id,),
        _cell(session, report),
    ]
    key = (
        report.local_day,
        report.local_hour,
        report.category_code,
        report.found_by,
        report.outcome,
    )
    entries = tuple(
        Entry(table, place, *key)
        for table, place in enumerate(places)
        if place is not None and report.time_flag != IMPLAUSIBLE
    )
    return Counted(report.community_id, entries, report.count)


def recount(session: Session, before: Counted, after: Counted | None) -> None:
    """Move a report's counts from what it was to what it is; None: it is gone."""
    reports: Counter[Entry] = Counter()
    quantity: Counter[Entry] = Counter()
    for what, sign in ((before, -1), (after, 1)):
        for entry in what.entries if what else ():
            reports[entry] += sign
            quantity[entry] += sign * what.quantity if what else 0
    for entry in sorted(reports):
        if reports[entry] or quantity[entry]:
            _add(session, before.community_id, entry, reports[entry], quantity[entry])


def _cell(session: Session, report: Report) -> tuple[int, int] | None:
    if report.geom is None:
        return None
    key = {"community_id": report.community_id, "id": report.id}
    row = session.execute(_CELL, key).one_or_none()
    return None if row is None else (row.cell_east, row.cell_north)


def _add(session: Session, community_id: int, entry: Entry, reports: int, quantity: int) -> None:
    tally, place = TALLIES[entry.table]
    key = {
        "community_id": community_id,
        **dict(zip(place, entry.place, strict=True)),
        **{name: getattr(entry, name) for name in Entry._fields[2:]},
    }
    statement = insert(tally).values(**key, reports=reports, quantity=quantity)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=list(key),
            set_={
                "reports": tally.reports + statement.excluded.reports,
                "quantity": tally.quantity + statement.excluded.quantity,
            },
        )
    )
    if reports < 0:
        empty = [getattr(tally, name) == value for name, value in key.items()]
        session.execute(
            delete(tally)
            .where(*empty, tally.reports == 0)
            .execution_options(synchronize_session=False)
        )
