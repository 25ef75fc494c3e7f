"""Where a position belongs: the lane and courtyard that PostGIS finds for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

# Some lanes are taken nearest by degrees, which the index knows, and ranked by metres, which decide: at the
# latitude of Lhasa a degree of longitude is 0.87 of one of latitude, so the nearest is well within twelve.
TAKEN_BY_DEGREES = 12
REACH_M = (
    60.0  # a pin further from every lane than this and its accuracy belongs to none (own choice)
)
FAR_M = 50_000.0  # further from every lane than this, longitude and latitude may be swapped
USUAL_ACCURACY_M = 10.0
LARGEST_ACCURACY_M = 50.0
MOST_CANDIDATES = 5

_SHOWN = """jsonb_build_object('id', {0}.id, 'code', {0}.code, 'name_zh', {0}.name_zh,
    'name_bo', {0}.name_bo, 'name_en', {0}.name_en)"""
_VALID = "{0}.valid_from <= r.day AND ({0}.valid_to IS NULL OR {0}.valid_to > r.day)"

# A chain of WITH queries. Wants: community_id, lon, lat (null: no position), placed_at (decides which lanes
# are valid), accuracy_m, lane_id (null: not named). Gives `request` (one row) and `choice` (one row).
PLACING = f"""
request AS MATERIALIZED (
    SELECT a.id AS community_id, a.utm_srid, a.time_zone,
        ST_SetSRID(ST_MakePoint(:lon, :lat), 4326) AS geom,
        (CAST(:placed_at AS timestamptz) AT TIME ZONE a.time_zone)::date AS day,
        least(coalesce(:accuracy_m, {USUAL_ACCURACY_M}), {LARGEST_ACCURACY_M}) AS slack_m
    FROM admin_area a WHERE a.id = :community_id
), near AS MATERIALIZED (
    SELECT l.id, l.code, l.name_zh, l.name_bo, l.name_en,
        ST_Distance(l.geom::geography, r.geom::geography) AS metres
    FROM request r CROSS JOIN LATERAL (
        SELECT * FROM lane l WHERE l.community_id = r.community_id AND {_VALID.format("l")}
        ORDER BY l.geom <-> r.geom LIMIT {TAKEN_BY_DEGREES}) l
    WHERE r.geom IS NOT NULL
), nearest AS (
    SELECT * FROM near ORDER BY metres, id LIMIT 1
), named AS (
    SELECT l.id, {_SHOWN.format("l")} AS shown
    FROM request r JOIN lane l ON l.community_id = r.community_id AND l.id = :lane_id
    WHERE {_VALID.format("l")}
), yard AS (
    SELECT c.id, c.community_id, c.lane_id, {_SHOWN.format("c")} AS shown
    FROM request r JOIN courtyard c
        ON c.community_id = r.community_id AND ST_Intersects(c.geom, r.geom)
    WHERE {_VALID.format("c")}
    ORDER BY ST_Area(c.geom), c.id LIMIT 1
), entry AS (
    SELECT l.id, {_SHOWN.format("l")} AS shown
    FROM request r CROSS JOIN yard y JOIN lane l
        ON l.community_id = y.community_id AND l.id = y.lane_id
    WHERE {_VALID.format("l")}
), reachable AS (
    SELECT n.id, n.metres, {_SHOWN.format("n")} AS shown FROM nearest n CROSS JOIN request r
    WHERE n.metres <= {REACH_M} + r.slack_m OR EXISTS (SELECT FROM yard)
), candidate AS (
    SELECT {_SHOWN.format("n")} || jsonb_build_object('metres', round(n.metres::numeric, 1)) AS shown,
        row_number() OVER (ORDER BY n.metres, n.id) AS rank
    FROM near n CROSS JOIN reachable b CROSS JOIN request r
    WHERE n.metres <= b.metres + r.slack_m AND NOT EXISTS (SELECT FROM named)
), choice AS (
    SELECT coalesce(d.id, e.id, b.id) AS lane_id, coalesce(d.shown, e.shown, b.shown) AS lane,
        y.id AS courtyard_id, y.shown AS courtyard,
        CASE WHEN d.id IS NOT NULL THEN 'steward' WHEN y.id IS NOT NULL THEN 'courtyard'
            WHEN b.id IS NOT NULL THEN 'nearest' ELSE 'none' END AS assigned_by,
        (SELECT CASE WHEN count(*) > 1 THEN jsonb_agg(c.shown ORDER BY c.rank) ELSE '[]' END
            FROM candidate c WHERE c.rank <= {MOST_CANDIDATES}) AS candidates,
        coalesce((SELECT metres FROM nearest), 0) AS nearest_m,
        CAST(:lane_id AS bigint) IS NULL OR d.id IS NOT NULL AS lane_known
    FROM request LEFT JOIN named d ON TRUE LEFT JOIN yard y ON TRUE
        LEFT JOIN entry e ON TRUE LEFT JOIN reachable b ON TRUE
)"""

_PLACE = text(
    f"WITH {PLACING} SELECT lane_id, courtyard_id, assigned_by, candidates, lane_known FROM choice"
)


@dataclass(frozen=True)
class Spot:
    """A position in a community at a time; WGS 84 degrees, None where only the lane is known."""

    community_id: int
    lon: float | None
    lat: float | None
    accuracy_m: float | None
    lane_id: int | None
    placed_at: datetime


@dataclass(frozen=True)
class Placement:
    """Where it belongs; `lane_known` is False where a lane was named that was not there on that day."""

    lane_id: int | None
    courtyard_id: int | None
    assigned_by: str
    candidates: list[dict[str, object]]
    lane_known: bool


def placed(session: Session, spot: Spot) -> Placement:
    """Return the lane and courtyard of a spot, and the lanes that it might be as well."""
    row = session.execute(_PLACE, vars(spot)).one()
    return Placement(**row._mapping)
