"""What every view here needs first: the viewer, the filter, an answer with its digest."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from flask import Response, request

from app import clock
from app.current import viewer_with
from app.db import session
from app.hotspots import queries
from app.hotspots.filters import Filter
from app.hotspots.forms import filter_from
from app.hotspots.queries import Kind
from app.people.areas import local_day
from app.policy import Permission, Viewer

HTTP_NOT_MODIFIED = 304


def asked_filter(asked: dict[str, Any]) -> tuple[Viewer, Filter, list[Kind]]:
    """Return who asks, for what, and the community's kinds of problem.

    Raises:
        SignInRequired, Forbidden: The viewer may not see hot spots.
        InvalidInput: The filter makes no sense.
    """
    viewer = viewer_with(Permission.SEE_HOTSPOTS)
    kinds = queries.problem_kinds(session(), viewer)
    known = frozenset(kind.code for kind in kinds)
    hours = request.args.get("hours", "")
    return viewer, filter_from(asked, local_today(viewer), known, hours), kinds


def local_today(viewer: Viewer) -> date:
    """Return today on the community's calendar."""
    return local_day(session(), viewer.community_id, clock.now())


def period_document(wanted: Filter) -> dict[str, Any]:
    """Return the period and filter as they travel."""
    return {**wanted.arguments(), "days": wanted.days}


def with_digest(seed: bytes) -> tuple[Response, bool]:
    """Return an answer whose ETag is the digest of all that its content is made from.

    Returns:
        The answer, and whether the caller has that content already (then it is a 304 and complete).
    """
    tag = hashlib.sha256(seed).hexdigest()
    answer = Response(mimetype="application/json")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie, Authorization"
    known = request.if_none_match.contains(tag)
    if known:
        answer.status_code = HTTP_NOT_MODIFIED
    return answer, known


def compact(document: dict[str, Any]) -> bytes:
    """Return a document as JSON without blanks."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
