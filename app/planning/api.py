"""Plans for programs: have a day planned, read its walks, take them along as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from apiflask import APIBlueprint
from flask import Response, jsonify, request, url_for
from flask_babel import gettext as _

from app import clock
from app.api import blueprint
from app.current import viewer_with
from app.db import session
from app.errors import NotFound
from app.planning import exports, sheets
from app.planning.deciding import carry_out
from app.planning.documents import PlanParts, plan_document
from app.planning.forms import PlanRequest, WalksQuery, day_of
from app.planning.loading import load_plan, today_of
from app.planning.roster_queries import coming
from app.planning.wishes import Wish, first_teams, named_teams, require_day, require_minutes
from app.policy import Permission, Viewer

bp: APIBlueprint = blueprint("plans_api", __name__, "Plans")

CREATED, ACCEPTED = 201, 202
POST_ANSWERS = {
    201: "The plan",
    202: "So large that it is planned in the background; `job` tells how far it is",
    403: "The caller may not plan",
    422: "A day that is over, no team, minutes that nobody walks; the pointer names the field",
}
GET_ANSWERS = {404: "No plan has been made for that day, or none that the caller may see"}


@bp.post("/plans")
@bp.input(PlanRequest)
@bp.doc(responses=POST_ANSWERS)
def create(json_data: dict[str, Any]) -> tuple[Response, int]:
    """Plan a day: `teams` is how many of those that come, or a list of their ids."""
    viewer = viewer_with(Permission.PLAN_PATROLS)
    outcome = carry_out(session(), _wish(viewer, json_data), clock.now())
    day = json_data["date"].isoformat()
    if outcome.plan is None:
        job = url_for("jobs.data", job_id=outcome.job_id)
        return jsonify(date=day, job=job, plan=url_for("plans_api.show", day=day)), ACCEPTED
    return jsonify(plan_document(load_plan(json_data["date"]))), CREATED


@bp.get("/plans/<day>")
@bp.input(WalksQuery, location="query")
@bp.doc(responses=GET_ANSWERS)
def show(day: str, query_data: dict[str, Any]) -> Response:
    """Return a day's plan: walks, legs, minutes, bound, gap, reasons, and what is omitted."""
    return jsonify(plan_document(_parts(day_of(day), query_data)))


@bp.get("/plans/<day>.<kind>")
@bp.input(WalksQuery, location="query")
@bp.doc(responses=GET_ANSWERS)
def export(day: str, kind: str, query_data: dict[str, Any]) -> Response:
    """Return a day's walks as a file: `gpx`, `ics`, or `pdf` with a sheet to print per team."""
    if kind not in FILES:
        raise NotFound(_("Plans come as gpx, ics and pdf."))
    mimetype, written = FILES[kind]
    answer = Response(written(_parts(day_of(day), query_data)), mimetype=mimetype)
    name = f"plan-{day}.{kind}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _wish(viewer: Viewer, sent: dict[str, Any]) -> Wish:
    """Return what is to be planned; what cannot be is refused."""
    day: date = sent["date"]
    require_day(day, today_of(viewer))
    require_minutes(sent["minutes"])
    present = coming(session(), viewer.community_id, day)
    asked = sent["teams"]
    teams = named_teams(present, asked) if isinstance(asked, list) else first_teams(present, asked)
    return Wish(
        community_id=viewer.community_id,
        day=day,
        team_ids=teams,
        minutes=sent["minutes"],
        begins_at=sent["begins_at"],
        person_id=viewer.person_id,
    )


def _parts(day: date, asked: dict[str, Any]) -> PlanParts:
    return load_plan(day, asked["version"], asked["team"])


def _gpx(parts: PlanParts) -> bytes:
    return exports.gpx(parts.plan, parts.walks)


def _ics(parts: PlanParts) -> bytes:
    zone = ZoneInfo(viewer_with(Permission.SEE_WALK).time_zone)
    host = urlsplit(request.host_url).hostname or "localhost"
    return exports.ics(parts.plan, parts.walks, zone, host)


def _pdf(parts: PlanParts) -> bytes:
    return sheets.pdf(parts, viewer_with(Permission.SEE_WALK))


FILES: dict[str, tuple[str, Callable[[PlanParts], bytes]]] = {
    "gpx": ("application/gpx+xml", _gpx),
    "ics": ("text/calendar", _ics),
    "pdf": ("application/pdf", _pdf),
}
