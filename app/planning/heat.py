"""What a place is expected to show: its reports of problems, the older the lighter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import log

from sqlalchemy import text
from sqlalchemy.orm import Session

MEMORY_DAYS = 90
HALF_LIFE_DAYS = 14.0  # own choice: a fortnight old report weighs half as much as today's


@dataclass(frozen=True)
class Heat:
    """How much a place is likely to show: `value`, from so many reports of the last 90 days.

    `value` is the sum of the reports' weights, which halve with every fortnight of their age.
    """

    value: float = 0.0
    reports: int = 0

    @property
    def a_day(self) -> float:
        """Return the reports to be expected of one day, were the past to go on as it was."""
        return self.value * log(2.0) / HALF_LIFE_DAYS


_COUNTS = text(
    " UNION ALL ".join(
        f"""
        SELECT '{kind}' AS kind, t.{kind}_id AS id, sum(t.reports) AS reports,
            sum(t.reports * power(0.5, (CAST(:day AS date) - t.local_day) / :half_life)) AS value
        FROM {kind}_tally t JOIN category c ON c.code = t.category_code AND c.kind = 'problem'
        WHERE t.community_id = :community_id
            AND t.local_day > CAST(:day AS date) - CAST(:memory AS int) AND t.local_day < :day
        GROUP BY t.{kind}_id
        """  # noqa: S608 - the names are ours
        for kind in ("lane", "courtyard")
    )
)


def place_heat(session: Session, community_id: int, day: date) -> dict[tuple[str, int], Heat]:
    """Return the heat of lanes and courtyards on the eve of a day, by kind and id.

    Each report of a problem counts one half for every fortnight of its age; places without any
    are left out. Only days before `day` are looked at.
    """
    values = {
        "community_id": community_id,
        "day": day,
        "memory": MEMORY_DAYS,
        "half_life": HALF_LIFE_DAYS,
    }
    rows = session.execute(_COUNTS, values)
    return {(row.kind, row.id): Heat(float(row.value), int(row.reports)) for row in rows}
