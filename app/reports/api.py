"""Reports over the JSON API."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import url_for

from app import clock
from app.api import blueprint
from app.current import viewer_with
from app.db import session
from app.policy import Permission
from app.reports import actions, editing, listing, queries
from app.reports.answers import to_feature, to_json
from app.reports.loading import load_deletable, load_report
from app.reports.schemas import ReportIn, ReportPageQuery, ReportPatch, submission_of

bp = blueprint("reports_api", __name__, "Reports")


@bp.put("/reports/<uuid:report_id>")
@bp.input(ReportIn)
def put(report_id: UUID, json_data: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Make a report; the same request again changes nothing."""
    viewer = viewer_with(Permission.MAKE_REPORT)
    submission = submission_of(report_id, json_data)
    submitted = actions.submit(session(), viewer, submission, clock.now())
    return to_json(submitted.shown), submitted.status


@bp.get("/reports")
@bp.input(ReportPageQuery, location="query")
def index(query_data: dict[str, Any]) -> dict[str, Any]:
    """Return reports as GeoJSON, newest first, page by page."""
    viewer = viewer_with(Permission.SEE_REPORT)
    page = listing.page_of_reports(session(), viewer, listing.wanted_of(**query_data))
    features = [to_feature(shown) for shown in queries.shown(session(), page.reports)]
    links = [{"rel": "self", "href": url_for("reports_api.index", **query_data)}]
    if page.after is not None:
        following = url_for("reports_api.index", **query_data | {"after": page.after})
        links.append({"rel": "next", "href": following})
    return {
        "type": "FeatureCollection",
        "features": features,
        "numberReturned": len(features),
        "after": page.after,
        "links": links,
    }


@bp.get("/reports/<uuid:report_id>")
def show(report_id: UUID) -> dict[str, Any]:
    """Return one report."""
    report = load_report(report_id, Permission.SEE_REPORT)
    return to_json(queries.shown(session(), [report])[0])


@bp.patch("/reports/<uuid:report_id>")
@bp.input(ReportPatch)
def patch(report_id: UUID, json_data: dict[str, Any]) -> dict[str, Any]:
    """Change a report; merged by field, the same edit again changes nothing."""
    viewer = viewer_with(Permission.EDIT_REPORT)
    report = load_report(report_id, Permission.EDIT_REPORT, lock=True)
    editing.edit(session(), viewer, report, editing.Edit(**json_data), clock.now())
    return to_json(queries.shown(session(), [report])[0])


@bp.delete("/reports/<uuid:report_id>")
def delete(report_id: UUID) -> tuple[str, int]:
    """Take a report back; doing so again changes nothing."""
    viewer = viewer_with(Permission.DELETE_REPORT)
    report = load_deletable(report_id)
    if report is not None:
        actions.delete(session(), viewer, report, clock.now())
    return "", HTTPStatus.NO_CONTENT
