"""What the hot spots count: problems only, from the tallies, of the viewer's own community."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, func, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.hotspots.filters import Filter
from app.places.definitions import Category, CommunityCategory
from app.places.models import Lane
from app.places.queries import DIGITS
from app.policy import Viewer
from app.reports.models import Report
from app.reports.tally_models import CellTally, LaneTally

PROBLEM = "problem"
HALF_HOUR_S = 1800


@dataclass(frozen=True)
class Kind:
    """A category of problems, under the community's own name where it has one."""

    code: str
    name_zh: str
    name_bo: str
    name_en: str


@dataclass(frozen=True)
class Cells:
    """Reports per 10 m cell: indices east and north, shape (n, 2), and counts, shape (n,)."""

    indices: NDArray[np.int64]
    reports: NDArray[np.int64]


@dataclass(frozen=True)
class LaneCount:
    """A lane and its reports in the period; length in metres."""

    id: int
    code: str
    name_zh: str
    name_bo: str
    name_en: str
    length_m: float
    reports: int


_VERSION = text("SELECT pg_current_snapshot() || ' ' || pg_postmaster_start_time()")


def data_version(session: Session) -> str:
    """Return the name of the data as this transaction sees them; any commit may give another.

    It is the snapshot: which transactions are visible. Nothing has to be kept for it, no writer
    waits for another to count up, and it cannot lag behind the data read in the same transaction.
    """
    return str(session.scalar(_VERSION))


def problem_kinds(session: Session, viewer: Viewer) -> list[Kind]:
    """Return the community's problem categories, retired ones too, in their order."""
    own, shared = CommunityCategory, Category
    rows = session.execute(
        select(
            shared.code,
            *(
                func.coalesce(func.nullif(getattr(own, name), ""), getattr(shared, name)).label(
                    name
                )
                for name in ("name_zh", "name_bo", "name_en")
            ),
        )
        .join(own, own.code == shared.code)
        .where(own.community_id == viewer.community_id, shared.kind == PROBLEM)
        .order_by(shared.position, shared.code)
    )
    return [Kind(*row) for row in rows]


def cell_counts(session: Session, viewer: Viewer, wanted: Filter) -> Cells:
    """Return the reports per cell, by cell."""
    tally = CellTally
    rows = session.execute(
        counted(
            select(tally.cell_east, tally.cell_north, func.sum(tally.reports)),
            tally,
            viewer,
            wanted,
        ).group_by(tally.cell_east, tally.cell_north)
    ).all()
    # Sorted here: asked for order, PostgreSQL sorts every counted row instead of hashing them.
    table = np.array(sorted(tuple(row) for row in rows), np.int64).reshape(-1, 3)
    return Cells(table[:, :2], table[:, 2])


def lane_counts(session: Session, viewer: Viewer, wanted: Filter) -> list[LaneCount]:
    """Return the lanes of the period with their reports, by code; lanes without any count 0."""
    sums = (
        counted(
            select(LaneTally.lane_id, func.sum(LaneTally.reports).label("reports")),
            LaneTally,
            viewer,
            wanted,
        )
        .group_by(LaneTally.lane_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Lane.id,
            Lane.code,
            Lane.name_zh,
            Lane.name_bo,
            Lane.name_en,
            Lane.length_m,
            func.coalesce(sums.c.reports, 0),
        )
        .outerjoin(sums, sums.c.lane_id == Lane.id)
        .where(*_in_period(viewer, wanted))
        .order_by(Lane.code, Lane.id)
    )
    return [LaneCount(*row) for row in rows]


def lane_number(session: Session, viewer: Viewer, wanted: Filter) -> int:
    """Return how many lanes there are in the period."""
    number = select(func.count()).select_from(Lane).where(*_in_period(viewer, wanted))
    return session.scalar(number) or 0


def _in_period(viewer: Viewer, wanted: Filter) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a lane one of the viewer's in a period: valid on a day of it."""
    return (
        Lane.community_id == viewer.community_id,
        Lane.valid_from <= wanted.end,
        or_(Lane.valid_to.is_(None), Lane.valid_to > wanted.start),
    )


def day_counts(
    session: Session, viewer: Viewer, wanted: Filter, lane_id: int | None = None
) -> dict[date, int]:
    """Return the reports on a lane (None: on all) by day; days without any are missing."""
    sums = counted(
        select(LaneTally.local_day, func.sum(LaneTally.reports)), LaneTally, viewer, wanted
    )
    if lane_id is not None:
        sums = sums.where(LaneTally.lane_id == lane_id)
    return {row[0]: row[1] for row in session.execute(sums.group_by(LaneTally.local_day))}


def lane_lines(session: Session, viewer: Viewer) -> dict[int, str]:
    """Return the lines of the community's lanes, those that were too, as GeoJSON text by id."""
    rows = session.execute(
        select(Lane.id, func.ST_AsGeoJSON(Lane.geom, DIGITS)).where(
            Lane.community_id == viewer.community_id
        )
    )
    return {row[0]: row[1] for row in rows}


def half_hour_of(instant: InstrumentedAttribute[datetime]) -> ColumnElement[Any]:
    """Return the number of the half hour that an instant lies in, as SQL."""
    return func.floor(func.extract("epoch", instant) / HALF_HOUR_S)


def counted(
    statement: Select[*tuple[Any, ...]],
    tally: type[CellTally | LaneTally],
    viewer: Viewer,
    wanted: Filter,
) -> Select[*tuple[Any, ...]]:
    """Restrict a statement over a tally to the viewer's problems and the filter."""
    return statement.where(*conditions(tally, viewer, wanted))


def conditions(
    table: type[CellTally | LaneTally | Report], viewer: Viewer, wanted: Filter
) -> list[ColumnElement[bool]]:
    """Return what a report or a count must be to be one of the viewer's problems of a filter."""
    problems = select(Category.code).where(Category.kind == PROBLEM)
    found = [
        table.community_id == viewer.community_id,
        table.local_day.between(wanted.start, wanted.end),
        table.category_code.in_(problems),
    ]
    if wanted.hours is not None:
        found.append(table.local_hour.in_(wanted.hours.numbers))
    if wanted.weekdays is not None:
        found.append(func.extract("isodow", table.local_day).in_(wanted.weekdays.numbers))
    equal = {
        "category_code": wanted.category,
        "found_by": wanted.found_by,
        "outcome": wanted.outcome,
    }
    return found + [getattr(table, name) == value for name, value in equal.items() if value]
