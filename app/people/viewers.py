"""From a cookie or a token to the viewer that policy decides on."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from flask import Request, request
from flask_login import LoginManager

from app import clock
from app.db import independent_transaction, session
from app.people.models import ApiToken
from app.people.viewer_queries import Standing, standing_by_session, standing_by_token
from app.policy import Names, Role, Viewer

BEARER = "bearer "  # the scheme is the same in capitals (RFC 9110, 11.1)
LAST_USE_GRAIN = timedelta(minutes=10)

login_manager = LoginManager()
login_manager.session_protection = None  # sessions are rows here; ending one needs no fingerprint


def digest(secret: str) -> bytes:
    """Return what is stored of a session key or token: its SHA-256."""
    return hashlib.sha256(secret.encode()).digest()


@login_manager.user_loader
def _by_cookie(key: str) -> Viewer | None:
    if _bearer(request):  # who shows a token means it, whatever cookie comes along
        return None
    standing = standing_by_session(session(), digest(key), clock.now())
    return _viewer(standing, session_key=key) if standing else None


@login_manager.request_loader
def _by_token(sent: Request) -> Viewer | None:
    token = _bearer(sent)
    if not token:
        return None
    now = clock.now()
    standing = standing_by_token(session(), digest(token), now)
    if standing is None or standing.token_id is None:
        return None
    _note_use(standing.token_id, standing.last_used_at, now)
    return _viewer(standing, session_key="")


def _bearer(sent: Request) -> str:
    """Return the token that a request shows, or nothing."""
    header = sent.headers.get("Authorization", "")
    return header[len(BEARER) :].strip() if header[: len(BEARER)].lower() == BEARER else ""


def _note_use(token_id: int, last: datetime | None, now: datetime) -> None:
    """Write a token's last use, though the request may read only; at most every ten minutes."""
    if last is not None and now - last < LAST_USE_GRAIN:
        return
    with independent_transaction() as own:
        own.get_one(ApiToken, token_id).last_used_at = now


def _viewer(standing: Standing, *, session_key: str) -> Viewer:
    return Viewer(
        person_id=standing.person_id,
        username=standing.username,
        display_name=standing.display_name,
        community_id=standing.community_id,
        community_names=Names(standing.name_zh, standing.name_bo, standing.name_en),
        time_zone=standing.time_zone,
        roles=frozenset(Role(role) for role in standing.roles),
        team_ids=frozenset(standing.team_ids),
        department_codes=frozenset(standing.department_codes),
        language=standing.language,
        elder=standing.elder_mode,
        session_key=session_key,
    )
