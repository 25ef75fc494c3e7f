"""The tallies against a recount of the reports, in SQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.reports.cells import cell_of

_KEYS = "local_day, local_hour, category_code, found_by, outcome"
_EAST, _NORTH, _HAS_CELL = cell_of("n.geom", "a.utm_srid")
# name: (columns of the place, their SQL, which reports have one)
_PLACES = {
    "lane_tally": ("lane_id", "n.lane_id", "n.lane_id IS NOT NULL"),
    "courtyard_tally": ("courtyard_id", "n.courtyard_id", "n.courtyard_id IS NOT NULL"),
    "cell_tally": (
        "cell_east, cell_north",
        f"CASE WHEN {_HAS_CELL} THEN {_EAST} END, CASE WHEN {_HAS_CELL} THEN {_NORTH} END",
        _HAS_CELL,
    ),
}
NAMES = tuple(_PLACES)


def _recount(name: str) -> str:
    place, values, condition = _PLACES[name]
    return f"""SELECT community_id, {place}, {_KEYS}, count(*)::int AS reports, sum(count) AS quantity
        FROM (SELECT n.community_id, {values}, {", ".join(f"n.{key}" for key in _KEYS.split(", "))},
                n.count
            FROM report n JOIN admin_area a ON a.id = n.community_id
            WHERE n.time_flag IS DISTINCT FROM 'implausible' AND {condition}
        ) AS counted (community_id, {place}, {_KEYS}, count)
        GROUP BY community_id, {place}, {_KEYS}"""


def differences(session: Session, name: str) -> list[dict[str, Any]]:
    """Return the rows in which a tally and a recount differ, with both counts (None: no such row)."""
    place = _PLACES[name][0]
    rows = session.execute(
        text(f"""
        SELECT community_id, {place}, {_KEYS}, t.reports, t.quantity,
            r.reports AS recounted_reports, r.quantity AS recounted_quantity
        FROM {name} t FULL JOIN ({_recount(name)}) r USING (community_id, {place}, {_KEYS})
        WHERE (t.reports, t.quantity) IS DISTINCT FROM (r.reports, r.quantity)
        ORDER BY community_id, {place}, {_KEYS}""")
    )
    return [row._asdict() for row in rows]


def rebuild(session: Session, name: str) -> int:
    """Replace a tally by a recount; writers wait meanwhile, readers do not. Return its rows."""
    session.execute(text(f"LOCK TABLE {name} IN SHARE ROW EXCLUSIVE MODE"))
    session.execute(text(f"DELETE FROM {name}"))
    place = _PLACES[name][0]
    made = session.execute(
        text(f"""
        WITH made AS (
            INSERT INTO {name} (community_id, {place}, {_KEYS}, reports, quantity)
            {_recount(name)} RETURNING 1)
        SELECT count(*) FROM made""")
    )
    return int(made.scalar_one())
