"""What the lanes and courtyards of a community have been through when a day comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import shapely
from shapely.geometry import LineString, Point
from sqlalchemy import TextClause, func, select, text
from sqlalchemy.orm import Session

from app.places.hours import Hours
from app.places.models import Courtyard, Lane
from app.places.validity import valid_on
from app.planning.heat import MEMORY_DAYS, Heat, place_heat

EVERY_DAY = 1
KINDS = ("lane", "courtyard")


@dataclass(frozen=True)
class AskedPlace:
    """A lane or a courtyard on the eve of a day.

    Attributes:
        kind: "lane" or "courtyard".
        id: Its id among its kind.
        code: On its sign.
        name_zh: Chinese name; empty where nobody gave one, as the others.
        name_bo: Tibetan name.
        name_en: English name.
        every_days: How often it is to be passed.
        days_since: Days since anybody's last pass, >= 0; None where there was none.
        passes: How many half hours of passes there were in the last 90 days.
        heat: What it is expected to show.
        hours: Between which it is to be looked at; None: at any time.
        households: Of a courtyard; 0 for a lane or where nobody counted.
        shape: A lane's line or a courtyard's entrance, WGS 84.
    """

    kind: str
    id: int
    code: str
    name_zh: str
    name_bo: str
    name_en: str
    every_days: int
    days_since: int | None
    passes: int
    heat: Heat
    hours: Hours | None
    households: int
    shape: LineString | Point


def asked_places(session: Session, community_id: int, day: date) -> list[AskedPlace]:
    """Return the places valid on a day, lanes first, each by code."""
    values = {"community_id": community_id, "day": day, "memory": MEMORY_DAYS, "every": EVERY_DAY}
    found = []
    for kind in KINDS:
        rows = session.execute(_STATEMENTS[kind], values).all()
        shapes = shapely.from_wkb([bytes(row.shape) for row in rows])
        heat = place_heat(session, community_id, day, kind, [row.id for row in rows])
        found += list(map(partial(_place, kind), rows, shapes, heat))
    return found


def count_places(session: Session, community_id: int, day: date) -> int:
    """Return how many lanes and courtyards are valid on a day."""
    counts = (
        session.scalar(
            select(func.count())
            .select_from(table)
            .where(table.community_id == community_id, valid_on(table, day))
        )
        for table in (Lane, Courtyard)
    )
    return sum(count or 0 for count in counts)


def _place(kind: str, row: Any, shape: LineString | Point, heat: Heat) -> AskedPlace:  # noqa: ANN401 - a row
    return AskedPlace(
        kind=kind,
        id=row.id,
        code=row.code,
        name_zh=row.name_zh,
        name_bo=row.name_bo,
        name_en=row.name_en,
        every_days=row.every_days,
        days_since=row.days_since,
        passes=row.passes,
        heat=heat,
        hours=Hours(row.look_from, row.look_until) if row.look_from else None,
        households=row.households,
        shape=shape,
    )


def by_key(places: Sequence[AskedPlace]) -> dict[tuple[str, int], AskedPlace]:
    """Return the places by kind and id."""
    return {(place.kind, place.id): place for place in places}


def _statement(kind: str, shape: str, households: str) -> TextClause:
    """Write the statement for a kind of place; the names in it are ours, the values are bound.

    A courtyard without an entrance is entered from where its outline comes nearest to its lane.
    """
    return text(f"""
        WITH policy AS (
            SELECT DISTINCT ON ({kind}_id) {kind}_id AS id, every_days, look_from, look_until
            FROM place_policy
            WHERE community_id = :community_id AND {kind}_id IS NOT NULL AND valid_from <= :day
            ORDER BY {kind}_id, valid_from DESC, id DESC
        ), passed AS (
            SELECT {kind}_id AS id, max((passed_at AT TIME ZONE a.time_zone)::date) AS last,
                count(DISTINCT (p.team_id, floor(extract(epoch FROM passed_at) / 1800)))
                    FILTER (WHERE passed_at > CAST(:day AS date) - CAST(:memory AS int)) AS passes
            FROM pass p JOIN admin_area a ON a.id = p.community_id
            WHERE p.community_id = :community_id AND {kind}_id IS NOT NULL
                AND (passed_at AT TIME ZONE a.time_zone)::date <= :day
            GROUP BY {kind}_id
        )
        SELECT place.id, place.code, place.name_zh, place.name_bo, place.name_en,
            coalesce(policy.every_days, :every) AS every_days, policy.look_from, policy.look_until,
            CAST(:day AS date) - passed.last AS days_since,
            coalesce(passed.passes, 0) AS passes,
            {households} AS households, ST_AsBinary({shape}) AS shape
        FROM {kind} place
        LEFT JOIN policy ON policy.id = place.id
        LEFT JOIN passed ON passed.id = place.id
        WHERE place.community_id = :community_id AND place.valid_from <= :day
            AND (place.valid_to IS NULL OR place.valid_to > :day)
        ORDER BY place.code, place.id
    """)  # noqa: S608 - see above


_ENTRANCE = """coalesce(place.entrance,
    (SELECT ST_ClosestPoint(place.geom, l.geom) FROM lane l
     WHERE l.community_id = place.community_id AND l.id = place.lane_id),
    ST_PointOnSurface(place.geom))"""
_STATEMENTS = {
    "lane": _statement("lane", "place.geom", "0"),
    "courtyard": _statement("courtyard", _ENTRANCE, "coalesce(place.households, 0)"),
}
