"""What every view here needs first: the viewer, the filter, an answer that knows its version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, request
from marshmallow import ValidationError

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import InvalidInput
from app.hotspots import queries
from app.hotspots.filters import Filter
from app.hotspots.forms import FilterQuery, filter_from
from app.hotspots.queries import Kind
from app.policy import Permission, Viewer

HTTP_NOT_MODIFIED = 304
FIELDS = ("from", "to", "category", "hours", "weekdays", "found_by", "outcome")
HALF = 24  # digits of each half of a tag


def asked_filter(asked: dict[str, Any]) -> tuple[Viewer, Filter]:
    """Return who asks, and for what.

    Raises:
        SignInRequired, Forbidden: The viewer may not see hot spots.
        InvalidInput: The filter makes no sense.
    """
    viewer = viewer_with(Permission.SEE_HOTSPOTS)
    kinds = queries.problem_kinds(session(), viewer) if asked["category"] else []
    return viewer, _filter(viewer, asked, kinds)


def asked_by_page() -> tuple[Viewer, Filter, list[Kind]]:
    """Read the filter from a page's address; what else stands there is not ours.

    Returns:
        Who asks, for what, and the community's kinds of problem.

    Raises:
        SignInRequired, Forbidden, InvalidInput: As `asked_filter`.
    """
    viewer = viewer_with(Permission.SEE_HOTSPOTS)
    given = {name: value for name in FIELDS if (value := request.args.get(name))}
    try:
        asked: dict[str, Any] = FilterQuery().load(given)
    except ValidationError as error:
        field, messages = next(iter(dict(error.messages_dict).items()))
        raise InvalidInput(str(messages[0]), pointer=f"/{field}") from error
    kinds = queries.problem_kinds(session(), viewer)
    return viewer, _filter(viewer, asked, kinds), kinds


def local_today(viewer: Viewer) -> date:
    """Return today on the community's calendar."""
    return clock.now().astimezone(ZoneInfo(viewer.time_zone)).date()


def _filter(viewer: Viewer, asked: dict[str, Any], kinds: list[Kind]) -> Filter:
    known = frozenset(kind.code for kind in kinds)
    return filter_from(asked, local_today(viewer), known)


def period_document(wanted: Filter) -> dict[str, Any]:
    """Return the period and filter as they travel."""
    return {**wanted.arguments(), "days": wanted.days}


def version_of(viewer: Viewer, *asked: object) -> str:
    """Return the name of what is asked for in the database as this request sees it.

    Two requests with the same version get the same answer, so that the second is spared the
    counting; the other way round, an answer may stay the same while the version moves on.
    """
    seed = (queries.data_version(session()), viewer.community_id, *asked)
    return _digest(repr(seed).encode())


def known(version: str) -> Response | None:
    """Return "not modified" where the caller's copy is of this very version, else None."""
    tags = [tag for tag in request.if_none_match.as_set() if tag.startswith(version)]
    return _empty(tags[0], not_modified=True) if tags else None


def tagged(version: str, seed: bytes, body: Callable[[], bytes]) -> Response:
    """Answer with a body, unless the caller has one that was made from the same seed.

    Args:
        version: From `version_of`.
        seed: All that the body is made from.
        body: Makes it; not called where it is not needed.
    """
    made_from = _digest(seed)
    old = [tag for tag in request.if_none_match.as_set() if tag.endswith(made_from)]
    answer = _empty(f"{version}-{made_from}", not_modified=bool(old))
    if not old:
        answer.set_data(body())
    return answer


def tagged_body(version: str, document: dict[str, Any]) -> Response:
    """Answer with a document, unless the caller has the same."""
    body = compact(document)
    return tagged(version, body, lambda: body)


def compact(document: dict[str, Any]) -> bytes:
    """Return a document as JSON without blanks."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _empty(tag: str, *, not_modified: bool) -> Response:
    answer = Response(mimetype="application/json")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie, Authorization"
    if not_modified:
        answer.status_code = HTTP_NOT_MODIFIED
    return answer


def _digest(seed: bytes) -> str:
    return hashlib.sha256(seed).hexdigest()[:HALF]
