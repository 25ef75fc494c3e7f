"""The hot path: one statement that makes a report, its key, its first event and its counts.

It gives no row, and changes nothing, where the key is taken or the community does not know
something in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import column, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app.chain import Link
from app.prepared import Prepared
from app.reports.cells import cell_of
from app.reports.models import Report
from app.reports.placing import FAR_M, PLACING, Spot
from app.reports.submission import Submission, digest
from app.reports.times import Reckoning
from app.reports.walks import WALKED_BY_FINDER

_TYPES = {
    **dict.fromkeys(("community_id", "person_id", "count"), "integer"),
    **dict.fromkeys(("lon", "lat", "accuracy_m"), "double precision"),
    **dict.fromkeys(("lane_id", "team_id"), "bigint"),
    **dict.fromkeys(("id", "patrol", "joins"), "uuid"),
    **dict.fromkeys(("observed_at", "sent_at", "received_at"), "timestamptz"),
    **dict.fromkeys(("effective_at", "placed_at"), "timestamptz"),
    **dict.fromkeys(("category", "datum", "house_number", "outcome", "handling"), "text"),
    **dict.fromkeys(("note", "time_flag", "what", "body"), "text"),
    **dict.fromkeys(("sha256", "salt", "digest", "mac"), "bytea"),
    "team_ids": "bigint[]",
    "photo_sha256": "bytea[]",
    "photo_taken": "text[]",
    "may_be_far": "boolean",
}
_AS_SAID = (
    *("id", "category", "count", "datum", "house_number", "outcome", "handling"),
    *("observed_at", "sent_at", "patrol", "joins", "note"),
)
# One by one: a column that a release adds must not change what a planned statement gives.
_COLUMNS = ", ".join(part.name for part in Report.__table__.c)
_KEYS = "local_day, local_hour, category_code, found_by, outcome"


def _count(table: str, place: str, values: str, condition: str) -> str:
    """Return the WITH query that counts the new report in one tally."""
    return f"""counted_{table} AS (
    INSERT INTO {table}_tally AS t (community_id, {place}, {_KEYS}, reports, quantity)
    SELECT n.community_id, {values}, {_KEYS}, 1, n.count FROM counted n WHERE {condition}
    ON CONFLICT (community_id, {place}, {_KEYS})
    DO UPDATE SET reports = t.reports + 1, quantity = t.quantity + excluded.quantity
)"""  # noqa: S608 - the names are the three tallies' own


_EAST, _NORTH, _HAS_CELL = cell_of("n.geom", "n.utm_srid")
_INSERT = f"""WITH {PLACING}, category AS (
    SELECT c.code FROM community_category m JOIN category c ON c.code = m.code
    WHERE m.community_id = :community_id AND m.code = :category AND NOT m.retired
        AND (:handling IS NULL OR :handling = ANY(c.handlings))
), walk AS (
    SELECT p.team_id FROM patrol p
    WHERE p.community_id = :community_id AND p.id = :patrol AND {WALKED_BY_FINDER}
), taken AS (
    INSERT INTO report_key (id, community_id, submitted_by, submitted_sha256, received_at)
    SELECT :id, :community_id, :person_id, :sha256, :received_at FROM category CROSS JOIN choice
    WHERE lane_known AND (nearest_m <= {FAR_M} OR :may_be_far)
        AND (:patrol IS NULL OR EXISTS (SELECT FROM walk))
        AND (:joins IS NULL OR EXISTS (
            SELECT FROM report j WHERE j.community_id = :community_id AND j.id = :joins))
    ON CONFLICT (id) DO NOTHING RETURNING id
), made AS (
    INSERT INTO report (community_id, id, category_code, count, geom, accuracy_m, datum, lane_id,
        courtyard_id, house_number, assigned_by, candidates, outcome, handling, observed_at,
        sent_at, received_at, effective_at, local_day, local_hour, time_flag, found_by, patrol_id,
        team_id, submitted_by, joins, note, version)
    SELECT r.community_id, taken.id, :category, :count, r.geom, :accuracy_m, :datum, c.lane_id,
        c.courtyard_id, :house_number, c.assigned_by, c.candidates, :outcome, :handling,
        :observed_at, :sent_at, :received_at, :effective_at, t.local_at::date,
        extract(hour FROM t.local_at), :time_flag,
        CASE WHEN :patrol IS NULL THEN 'off_patrol' ELSE 'patrol' END, :patrol,
        coalesce((SELECT team_id FROM walk), :team_id), :person_id, :joins, :note, 1
    FROM taken CROSS JOIN choice c CROSS JOIN request r CROSS JOIN LATERAL (
        SELECT :effective_at AT TIME ZONE r.time_zone AS local_at) t
    RETURNING {_COLUMNS}
), told AS (
    INSERT INTO report_event
        (community_id, report_id, seq, at, person_id, what, body, salt, digest, mac)
    SELECT :community_id, taken.id, 1, :received_at, :person_id, :what, :body, :salt, :digest, :mac
    FROM taken
), promised AS (
    INSERT INTO photo (community_id, report_id, received_sha256, taken)
    SELECT :community_id, taken.id, p.sha256, p.taken
    FROM taken CROSS JOIN unnest(:photo_sha256, :photo_taken)
        AS p (sha256, taken)
), counted AS (
    SELECT made.*, r.utm_srid FROM made CROSS JOIN request r
    WHERE time_flag IS DISTINCT FROM 'implausible'
), {_count("lane", "lane_id", "n.lane_id", "n.lane_id IS NOT NULL")},
{_count("courtyard", "courtyard_id", "n.courtyard_id", "n.courtyard_id IS NOT NULL")},
{_count("cell", "cell_east, cell_north", f"{_EAST}, {_NORTH}", _HAS_CELL)}
SELECT {_COLUMNS}, shown_lane, shown_courtyard FROM made CROSS JOIN (
    SELECT lane AS shown_lane, courtyard AS shown_courtyard FROM choice) c"""  # noqa: S608 - made of constants; values are parameters

_SHOWN = (column("shown_lane", JSONB), column("shown_courtyard", JSONB))
PUT = Prepared("put_report", _INSERT, _TYPES, (*Report.__table__.c, *_SHOWN))


@dataclass(frozen=True)
class Insertion:
    """A submission with all that was found out about it before it is written.

    `team_ids` are the submitter's teams, `team_id` the one it counts for off patrol; `may_be_far`
    lets a position lie far from every lane.
    """

    submission: Submission
    spot: Spot
    reckoning: Reckoning
    received_at: datetime
    person_id: int | None
    team_ids: tuple[int, ...]
    team_id: int | None
    first_event: Link
    may_be_far: bool = False


@dataclass(frozen=True)
class Inserted:
    """The report, and its lane and courtyard as they are shown (id, code, names), or None."""

    report: Report
    lane: dict[str, Any] | None
    courtyard: dict[str, Any] | None


def inserted(session: Session, insertion: Insertion) -> Inserted | None:
    """Write a report with all that belongs to it; None where something stands against it."""
    statement = select(Report, *_SHOWN).from_statement(PUT.on(session))
    row = session.execute(statement, _parameters(insertion)).one_or_none()
    return None if row is None else Inserted(*row)


def _parameters(insertion: Insertion) -> dict[str, Any]:
    said, link = insertion.submission, insertion.first_event
    return {
        **vars(insertion.spot),
        "sha256": digest(said),
        "person_id": insertion.person_id,
        "team_ids": list(insertion.team_ids),
        "team_id": insertion.team_id,
        "received_at": insertion.received_at,
        "effective_at": insertion.reckoning.effective_at,
        "time_flag": insertion.reckoning.flag,
        "may_be_far": insertion.may_be_far,
        **{name: getattr(said, name) for name in _AS_SAID},
        "photo_sha256": [bytes.fromhex(photo.sha256) for photo in said.photos],
        "photo_taken": [photo.when for photo in said.photos],
        **{name: getattr(link, name) for name in ("what", "body", "salt", "digest", "mac")},
    }
