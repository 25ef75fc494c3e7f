"""Files of what the map shows: the lanes of a filter with their figures."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from app.db import session
from app.errors import InvalidInput
from app.hotspots import changes, exports, queries, rates, record_queries, risk
from app.hotspots.answers import asked_by_page
from app.hotspots.exports import Period, Shown
from app.hotspots.filters import Filter
from app.policy import Viewer

bp = Blueprint("hotspots_files", __name__, url_prefix="/hotspots")


@bp.get("/lanes.csv")
def as_csv() -> Response:
    """Return the lanes as a table."""
    viewer, wanted, _kinds = asked_by_page()
    rows, before = _shown(viewer, wanted)
    body = exports.as_csv([exports.figures(row, _period(wanted), before) for row in rows])
    return _file(body, "text/csv; charset=utf-8", f"lanes-{wanted.start}-{wanted.end}.csv")


@bp.get("/lanes.geojson")
def as_geojson() -> Response:
    """Return the lanes as features, their lines in WGS 84 degrees."""
    viewer, wanted, _kinds = asked_by_page()
    rows, before = _shown(viewer, wanted)
    lines = queries.lane_lines(session(), viewer)
    body = exports.as_geojson(
        [(exports.figures(row, _period(wanted), before), lines[row.rated.lane.id]) for row in rows]
    )
    name = f"lanes-{wanted.start}-{wanted.end}.geojson"
    return _file(body, "application/geo+json", name)


def _shown(viewer: Viewer, wanted: Filter) -> tuple[list[Shown], Period | None]:
    """Return the lanes, highest rate first, and the period that they are compared with."""
    lanes, _breaks = rates.rated(queries.lane_counts(session(), viewer, wanted), wanted.days)
    earlier = _earlier(wanted)
    moved = {}
    if earlier is not None:
        then = queries.lane_counts(session(), viewer, earlier)
        compared, _change_breaks = changes.changed(lanes, then, wanted.days)
        moved = {one.rated.lane.id: one for one in compared}
    found = record_queries.records(session(), viewer, wanted.end, wanted.category)
    judged = {one.lane.id: one for one in risk.assessed(found, wanted.end).lanes}
    shown = [Shown(one, moved.get(one.lane.id), judged.get(one.lane.id)) for one in lanes]
    return shown, _period(earlier) if earlier else None


def _earlier(wanted: Filter) -> Filter | None:
    given = request.args.get("against", "")
    if not given:
        return None
    try:
        return wanted.from_day(date.fromisoformat(given))
    except ValueError as error:
        raise InvalidInput(_("This is not a day."), pointer="/against") from error


def _period(wanted: Filter) -> Period:
    return Period(wanted.start, wanted.end)


def _file(body: bytes, mimetype: str, name: str) -> Response:
    answer = Response(body, content_type=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
