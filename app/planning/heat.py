"""What a place is expected to show on a day: problems, forecast from the reports before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.places.definitions import Category
from app.planning.sheet_queries import PROBLEM
from app.reports.tally_models import CourtyardTally, LaneTally
from geo.forecast import next_day

MEMORY_DAYS = 90
_TALLIES: dict[str, tuple[type[LaneTally | CourtyardTally], InstrumentedAttribute[int]]] = {
    "lane": (LaneTally, LaneTally.lane_id),
    "courtyard": (CourtyardTally, CourtyardTally.courtyard_id),
}


@dataclass(frozen=True)
class Heat:
    """Problems to be expected of a place on a day, known from so many reports of 90 days."""

    value: float = 0.0
    reports: int = 0


def place_heat(
    session: Session, community_id: int, day: date, kind: str, ids: Sequence[int]
) -> list[Heat]:
    """Return the heat of places on the eve of a day, in their order.

    Args:
        session: The database.
        community_id: Whose places.
        day: Only days before it are looked at; where some lie ahead, what is known so far.
        kind: "lane" or "courtyard".
        ids: All the community's places of that kind: what is spread evenly is spread over them.
    """
    tally, column = _TALLIES[kind]
    rows = session.execute(
        select(column, tally.local_day, func.sum(tally.reports))
        .join(Category, Category.code == tally.category_code)
        .where(
            tally.community_id == community_id,
            Category.kind == PROBLEM,
            tally.local_day < day,
            tally.local_day >= date.fromordinal(max(1, day.toordinal() - MEMORY_DAYS)),
        )
        .group_by(column, tally.local_day)
    )
    position = {place_id: i for i, place_id in enumerate(ids)}
    daily = np.zeros((len(ids), MEMORY_DAYS), np.int64)
    for place_id, on, reports in rows:
        if place_id in position:
            daily[position[place_id], MEMORY_DAYS - (day - on).days] += int(reports)
    values, known = next_day(daily), daily.sum(axis=1)
    return [Heat(float(value), int(n)) for value, n in zip(values, known, strict=True)]
