"""What was reported lately at the places of a plan."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.places.definitions import Category
from app.planning.sheet_queries import PROBLEM
from app.reports.tally_models import CourtyardTally, LaneTally

LATELY_DAYS = 30
NAMED = 3  # kinds of problem that a row names

Key = tuple[str, int]


def reported(session: Session, community_id: int, day: date) -> dict[Key, list[tuple[str, int]]]:
    """Return problems of the 30 days before a day, by place: code and reports, most first."""
    found: dict[Key, list[tuple[str, int]]] = {}
    since = day - timedelta(days=LATELY_DAYS)
    for kind, tally, column in (
        ("lane", LaneTally, LaneTally.lane_id),
        ("courtyard", CourtyardTally, CourtyardTally.courtyard_id),
    ):
        total = func.sum(tally.reports)
        rows = session.execute(
            select(column, tally.category_code, total)
            .join(Category, Category.code == tally.category_code)
            .where(
                tally.community_id == community_id,
                tally.local_day >= since,
                tally.local_day < day,
                Category.kind == PROBLEM,
            )
            .group_by(column, tally.category_code)
            .order_by(column, total.desc(), tally.category_code)
        )
        for place_id, code, reports in rows:
            found.setdefault((kind, place_id), []).append((code, reports))
    return found
