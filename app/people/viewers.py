"""From a cookie or a token to the viewer that policy decides on."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from flask import Request
from flask_login import LoginManager
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.db import independent_transaction, session
from app.people.areas import areas_above, community, local_day
from app.people.models import (
    ApiToken,
    Membership,
    Person,
    RoleAssignment,
    SignInSession,
)
from app.policy import Names, Role, Viewer

BEARER = "Bearer "
LAST_USE_GRAIN = timedelta(minutes=10)

login_manager = LoginManager()
login_manager.session_protection = None  # sessions are rows here; ending one needs no fingerprint


def digest(secret: str) -> bytes:
    """Return what is stored of a session key or token: its SHA-256."""
    return hashlib.sha256(secret.encode()).digest()


@login_manager.user_loader
def _by_cookie(key: str) -> Viewer | None:
    now = clock.now()
    row = session().get(SignInSession, digest(key))
    if row is None or row.ended_at is not None or row.expires_at <= now:
        return None
    return viewer_of(session(), row.person_id, row.community_id, now, session_key=key)


@login_manager.request_loader
def _by_token(request: Request) -> Viewer | None:
    header = request.headers.get("Authorization", "")
    if not header.startswith(BEARER):
        return None
    now = clock.now()
    token = session().scalar(
        select(ApiToken).where(
            ApiToken.token_sha256 == digest(header.removeprefix(BEARER).strip()),
            ApiToken.ended_at.is_(None),
        )
    )
    if token is None:
        return None
    _note_use(token.id, token.last_used_at, now)
    return viewer_of(session(), token.person_id, token.community_id, now)


def _note_use(token_id: int, last: datetime | None, now: datetime) -> None:
    """Write a token's last use, though the request may read only; at most every ten minutes."""
    if last is not None and now - last < LAST_USE_GRAIN:
        return
    with independent_transaction() as own:
        own.get_one(ApiToken, token_id).last_used_at = now


def viewer_of(
    session: Session,
    person_id: int,
    community_id: int,
    now: datetime,
    *,
    session_key: str = "",
) -> Viewer | None:
    """Return what a person is in a community today; None where they are nobody there."""
    person = session.get(Person, person_id)
    if person is None or not person.active:
        return None
    assignments = session.scalars(
        select(RoleAssignment).where(
            RoleAssignment.person_id == person_id,
            RoleAssignment.area_id.in_(areas_above(session, community_id)),
        )
    ).all()
    if not assignments:
        return None
    home = community(session, community_id)
    return Viewer(
        person_id=person.id,
        username=person.username,
        display_name=person.display_name,
        community_id=community_id,
        community_names=Names(home.name_zh, home.name_bo, home.name_en),
        time_zone=home.time_zone,
        roles=frozenset(Role(a.role) for a in assignments),
        team_ids=_team_ids(session, person_id, community_id, now),
        department_codes=frozenset(a.department_code for a in assignments if a.department_code),
        language=person.language,
        elder=person.elder_mode,
        session_key=session_key,
    )


def _team_ids(session: Session, person_id: int, community_id: int, now: datetime) -> frozenset[int]:
    day = local_day(session, community_id, now)
    return frozenset(
        session.scalars(
            select(Membership.team_id).where(
                Membership.person_id == person_id,
                Membership.community_id == community_id,
                Membership.valid_from <= day,
                (Membership.valid_to.is_(None)) | (Membership.valid_to > day),
            )
        )
    )
