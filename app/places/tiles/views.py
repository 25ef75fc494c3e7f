"""The base map for browsers: what its tiles are called today, and the tiles."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from app import clock
from app.current import config, viewer_with
from app.db import session
from app.errors import NotFound
from app.places.queries import place_revision, places_bounds
from app.places.tiles import queries
from app.places.tiles.mercator import Tile
from app.places.tiles.store import tiles
from app.policy import Permission, Viewer

bp = Blueprint("tiles", __name__, url_prefix="/tiles")

MIMETYPE = "application/vnd.mapbox-vector-tile"
# The address names the content; private, because it is one community's.
FOR_EVER = "private, max-age=31536000, immutable"


@bp.get("/map.json")
def base_map() -> Response:
    """Say where the tiles of today's places are, how far they reach, and what lies under them."""
    viewer = viewer_with(Permission.SEE_PLACES)
    day = _today(viewer)
    version = _version(viewer, day)
    document: dict[str, Any] = {
        "tiles": f"/tiles/{version}/{{z}}/{{x}}/{{y}}.pbf",
        "bounds": places_bounds(session(), viewer, day),
    }
    if (outside := config().outside_tiles) is not None:
        document["outside"] = {"url": outside.url, "credit": outside.credit}
    body = json.dumps(document, ensure_ascii=False)
    answer = Response(body, mimetype="application/json")
    tag = hashlib.sha256(body.encode()).hexdigest()
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie, Authorization"
    if request.if_none_match.contains(tag):
        answer.status_code = 304
        answer.set_data(b"")
    return answer


@bp.get("/<version>/<int:z>/<int:x>/<int:y>.pbf")
def tile(version: str, z: int, x: int, y: int) -> Response:
    """Return a tile of the places that a version names: those of its community, revision and day.

    Raises:
        NotFound: There is no such square, or the version is not of now.
    """
    viewer = viewer_with(Permission.SEE_PLACES)
    day = _today(viewer)
    wanted = Tile(z, x, y)
    if version != _version(viewer, day) or not wanted.exists():
        raise NotFound(_("There is no such tile."))
    key = (version, wanted)
    packed = tiles.get(key, lambda: queries.encoded(session(), viewer.community_id, day, wanted))
    return _packed(packed)


def _packed(packed: bytes) -> Response:
    """Answer with a compressed tile, unpacked for who does not take it so."""
    squeezed = request.accept_encodings.best_match(["gzip"]) == "gzip"
    answer = Response(packed if squeezed else gzip.decompress(packed), mimetype=MIMETYPE)
    if squeezed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding, Cookie, Authorization"
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


def _today(viewer: Viewer) -> date:
    return clock.now().astimezone(ZoneInfo(viewer.time_zone)).date()


def _version(viewer: Viewer, day: date) -> str:
    """Return the name of a community's places on a day: no two communities share one."""
    revision = place_revision(session(), viewer)
    return f"{viewer.community_id}-{revision}-{day.isoformat()}"
