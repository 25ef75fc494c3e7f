"""What the hot spots count: problems only, from the tallies, of the viewer's own community."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.hotspots.filters import Filter
from app.places.definitions import Category, CommunityCategory
from app.places.models import Courtyard, Lane
from app.places.validity import valid_on
from app.policy import Viewer
from app.reports.tally_models import CellTally, LaneTally

PROBLEM = "problem"


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


def places_bounds(
    session: Session, viewer: Viewer, day: date
) -> tuple[float, float, float, float] | None:
    """Return the box round the lanes and courtyards valid on a day, WGS 84, or None without any."""
    geometries = [
        select(table.geom.label("geom")).where(
            table.community_id == viewer.community_id, valid_on(table, day)
        )
        for table in (Lane, Courtyard)
    ]
    places = geometries[0].union_all(geometries[1]).subquery()
    box = func.ST_Extent(places.c.geom).label("box")
    inner = select(box).subquery()
    corners = (func.ST_XMin, func.ST_YMin, func.ST_XMax, func.ST_YMax)
    row = session.execute(select(*(corner(inner.c.box) for corner in corners))).one()
    return None if row[0] is None else (row[0], row[1], row[2], row[3])


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
        .where(
            Lane.community_id == viewer.community_id,
            Lane.valid_from <= wanted.end,
            or_(Lane.valid_to.is_(None), Lane.valid_to > wanted.start),
        )
        .order_by(Lane.code, Lane.id)
    )
    return [LaneCount(*row) for row in rows]


def counted(
    statement: Select[*tuple[Any, ...]],
    tally: type[CellTally | LaneTally],
    viewer: Viewer,
    wanted: Filter,
) -> Select[*tuple[Any, ...]]:
    """Restrict a statement over a tally to the viewer's problems and the filter."""
    problems = select(Category.code).where(Category.kind == PROBLEM)
    statement = statement.where(
        tally.community_id == viewer.community_id,
        tally.local_day.between(wanted.start, wanted.end),
        tally.category_code.in_(problems),
    )
    if wanted.category is not None:
        statement = statement.where(tally.category_code == wanted.category)
    if wanted.hours is not None:
        statement = statement.where(tally.local_hour.in_(wanted.hours))
    return statement
