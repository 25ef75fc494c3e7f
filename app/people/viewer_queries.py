"""What a person is in a community now, in one statement, as every request of theirs asks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnElement, DateTime, Integer, String, column
from sqlalchemy.orm import Session

from app.prepared import Prepared

OF_SESSION = """
    SELECT s.person_id, s.community_id, NULL::integer AS token_id, NULL::timestamptz AS last_used_at
    FROM sign_in_session s
    WHERE s.key_sha256 = :digest AND s.ended_at IS NULL AND s.expires_at > :now
"""
OF_A_CALLER = """
    SELECT t.person_id, t.community_id, t.id AS token_id, t.last_used_at
    FROM api_token t WHERE t.token_sha256 = :digest AND t.ended_at IS NULL
"""
STANDING = """
    WITH RECURSIVE entry AS ({entry}), above AS (
        SELECT a.id, a.parent_id FROM admin_area a JOIN entry e ON a.id = e.community_id
        UNION ALL
        SELECT p.id, p.parent_id FROM admin_area p JOIN above ON p.id = above.parent_id
    ), assigned AS (
        SELECT r.role, r.department_code
        FROM role_assignment r JOIN above ON above.id = r.area_id JOIN entry e USING (person_id)
    )
    SELECT p.id AS person_id, p.username, p.display_name, p.language, p.elder_mode,
        c.id AS community_id, c.name_zh, c.name_bo, c.name_en, c.time_zone,
        ARRAY(SELECT DISTINCT role FROM assigned) AS roles,
        ARRAY(SELECT DISTINCT department_code FROM assigned
              WHERE department_code IS NOT NULL) AS department_codes,
        ARRAY(SELECT m.team_id FROM membership m
              WHERE m.person_id = p.id AND m.community_id = c.id AND m.valid_from <= d.today
                  AND (m.valid_to IS NULL OR m.valid_to > d.today)
              UNION
              SELECT t.id FROM team t WHERE t.community_id = c.id
                  AND t.representative_id = p.id AND NOT t.retired) AS team_ids,
        e.token_id, e.last_used_at
    FROM entry e
    JOIN person p ON p.id = e.person_id
    JOIN admin_area c ON c.id = e.community_id
    CROSS JOIN LATERAL (
        SELECT (CAST(:now AS timestamptz) AT TIME ZONE c.time_zone)::date AS today) d
    WHERE p.active AND EXISTS (SELECT FROM assigned)
"""
_TYPES = {"digest": "bytea", "now": "timestamptz"}
_COLUMNS: tuple[ColumnElement[Any], ...] = (
    column("person_id", Integer),
    *(column(name, String) for name in ("username", "display_name", "language")),
    column("elder_mode", Boolean),
    column("community_id", Integer),
    *(column(name, String) for name in ("name_zh", "name_bo", "name_en", "time_zone")),
    column("roles", ARRAY(String)),
    column("department_codes", ARRAY(String)),
    column("team_ids", ARRAY(Integer)),
    column("token_id", Integer),
    column("last_used_at", DateTime(timezone=True)),
)
STANDING_BY_SESSION = Prepared(
    "standing_by_session", STANDING.format(entry=OF_SESSION), _TYPES, _COLUMNS
)
STANDING_BY_TOKEN = Prepared(
    "standing_by_token", STANDING.format(entry=OF_A_CALLER), _TYPES, _COLUMNS
)


@dataclass(frozen=True)
class Standing:
    """A person's account, the community they look at, and what they are there today."""

    person_id: int
    username: str
    display_name: str
    language: str
    elder_mode: bool
    community_id: int
    name_zh: str
    name_bo: str
    name_en: str
    time_zone: str
    roles: list[str]
    department_codes: list[str]
    team_ids: list[int]
    token_id: int | None
    last_used_at: datetime | None


def standing_by_session(session: Session, digest: bytes, now: datetime) -> Standing | None:
    """Return who an open session of a device belongs to; None where it opens nothing."""
    row = session.execute(
        STANDING_BY_SESSION.on(session), {"digest": digest, "now": now}
    ).one_or_none()
    return Standing(*row) if row else None


def standing_by_token(session: Session, digest: bytes, now: datetime) -> Standing | None:
    """Return who a bearer token belongs to; None where it opens nothing."""
    row = session.execute(
        STANDING_BY_TOKEN.on(session), {"digest": digest, "now": now}
    ).one_or_none()
    return Standing(*row) if row else None
