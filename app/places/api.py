"""Lanes, courtyards and facilities for programs and maps: GeoJSON, page by page."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from flask import Response, request, url_for
from marshmallow import fields, validate

from app import clock
from app.api import Schema, blueprint
from app.current import viewer_with
from app.db import session
from app.people.areas import local_day
from app.places import queries
from app.places.boxes import BoxField
from app.places.queries import FeaturePage, PageWanted
from app.policy import Permission

bp = blueprint("places_api", __name__, "Places")

GEOJSON = "application/geo+json"
MOST = 1000  # features on one page
HIGHEST_ID = 2**63 - 1


class PlacesQuery(Schema):
    """What may stand after the question mark."""

    after = fields.Integer(load_default=0, validate=validate.Range(0, HIGHEST_ID))
    limit = fields.Integer(load_default=MOST, validate=validate.Range(1, MOST))
    bbox = BoxField(load_default=None)


class FacilitiesQuery(PlacesQuery):
    """The same, and which facilities are not wanted."""

    without = fields.String(load_default="", validate=validate.OneOf(("", queries.BUILDING)))


@bp.get("/lanes")
@bp.input(PlacesQuery, location="query")
def lanes(query_data: dict[str, Any]) -> Response:
    """Return the lanes valid today, as GeoJSON lines with their length in metres."""
    return _collection("lanes", query_data)


@bp.get("/courtyards")
@bp.input(PlacesQuery, location="query")
def courtyards(query_data: dict[str, Any]) -> Response:
    """Return the courtyards valid today, as GeoJSON polygons with their households."""
    return _collection("courtyards", query_data)


@bp.get("/facilities")
@bp.input(FacilitiesQuery, location="query")
def facilities(query_data: dict[str, Any]) -> Response:
    """Return the facilities valid today, as GeoJSON with their kind and opening hours.

    `without=building` leaves out the houses between the lanes, which are most of them.
    """
    return _collection("facilities", query_data)


def _collection(name: str, asked: dict[str, Any]) -> Response:
    """Answer a page; what the browser still has from this day and revision is not read again."""
    viewer = viewer_with(Permission.SEE_PLACES)
    day = local_day(session(), viewer.community_id, clock.now())
    without = asked.get("without", "")
    wanted = PageWanted(day, asked["after"], asked["limit"], asked["bbox"], without)
    version = (viewer.community_id, queries.place_revision(session(), viewer), name, wanted)
    tag = hashlib.sha256(repr(version).encode()).hexdigest()
    answer = Response(mimetype=GEOJSON)
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie, Authorization"
    if request.if_none_match.contains(tag):
        answer.status_code = 304
        return answer
    page = queries.feature_page(session(), viewer, name, wanted)
    answer.set_data(_document(page, _next_url(name, asked, page)))
    return answer


def _next_url(name: str, asked: dict[str, Any], page: FeaturePage) -> str | None:
    if page.next_after is None:
        return None
    box = ",".join(map(repr, asked["bbox"])) if asked["bbox"] else None
    without = asked.get("without") or None
    wanted = {"after": page.next_after, "limit": asked["limit"], "bbox": box, "without": without}
    return url_for(f"places_api.{name}", **wanted)


def _document(page: FeaturePage, next_url: str | None) -> str:
    """Wrap the text of the features into a collection."""
    links = [{"rel": "next", "href": next_url, "type": GEOJSON}] if next_url else []
    return (
        f'{{"type":"FeatureCollection","links":{json.dumps(links)},"features":[{page.features}]}}'
    )
