"""Heat, lane rates and the steps of time, for maps and programs."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from app.api import blueprint
from app.current import viewer_with
from app.db import session
from app.errors import InvalidInput, NotFound
from app.hotspots import (
    along,
    along_actions,
    along_queries,
    answers,
    changes,
    heat,
    queries,
    rates,
    record_queries,
    risk,
    risk_words,
    sentences,
    timeline,
)
from app.hotspots.filters import Filter
from app.hotspots.forms import HeatQuery, RatesQuery, RiskQuery, TimelineQuery
from app.i18n import language
from app.pages import day_text
from app.people.areas import community
from app.places.queries import place_revision, places_bounds
from app.policy import Permission, Viewer

bp = blueprint("hotspots_api", __name__, "Hot spots")

KINDS = ("planar", "network")
ACCEPTED = 202
FOR_EVER = "private, max-age=31536000, immutable"  # the address names the content


@bp.get("/heat")
@bp.input(HeatQuery, location="query")
def show_heat(query_data: dict[str, Any]) -> Response:
    """Return the heat of problems, on the ground or along the lanes.

    `planar`: a grid of reports per 100 m x 100 m per month. `network`: for each lixel, a piece of
    lane, reports per 100 m of lane per month; `lines` is where the lixels' places are.
    """
    viewer, wanted = answers.asked_filter(query_data)
    kind, bbox = query_data["kind"], query_data["bbox"]
    if kind not in KINDS:
        raise InvalidInput(_("Heat is planar or network."), pointer="/kind")
    version = answers.version_of(viewer, wanted, bbox, kind)
    if known := answers.known(version):
        return known
    if kind == "network":
        return _along(viewer, wanted, version)
    return _planar(viewer, wanted, bbox, version)


@bp.post("/heat/prepare")
def prepare() -> tuple[dict[str, Any], int]:
    """Have heat along the lanes worked out for the lanes as they are now, where it is not yet."""
    viewer = viewer_with(Permission.SEE_HOTSPOTS)
    return {"preparing": along_actions.ask(session(), viewer)}, ACCEPTED


@bp.get("/heat/lines/<name>")
def heat_lines(name: str) -> Response:
    """Return the places of lixels, in their order: for each its corners, longitude first."""
    viewer = viewer_with(Permission.SEE_HOTSPOTS)
    kept = along_queries.kept(session(), viewer)
    found = along_queries.prepared(session(), viewer, kept) if kept else None
    if kept is None or found is None or name != kept.name:
        raise NotFound(_("There are no such lines."))
    answer = Response(answers.compact({"lines": found.lines}), mimetype="application/json")
    answer.headers["Cache-Control"] = FOR_EVER
    return answer


@bp.get("/lane-rates")
@bp.input(RatesQuery, location="query")
def lane_rates(query_data: dict[str, Any]) -> Response:
    """Return the lanes by their rate: reports per 100 m of lane per month, highest first.

    `against`, the first day of a period as long, adds what each lane's rate was then.
    """
    viewer, wanted = answers.asked_filter(query_data)
    against = query_data["against"]
    version = answers.version_of(viewer, wanted, against, language())
    if known := answers.known(version):
        return known
    lanes, breaks = rates.rated(queries.lane_counts(session(), viewer, wanted), wanted.days)
    document = {
        "summary": sentences.summary(lanes, wanted),
        "period": answers.period_document(wanted),
        "title": _("Lanes by rate"),
        "unit_text": _("reports per 100 m of lane per month"),
        **rates.document(lanes, breaks),
    }
    if against:
        earlier = wanted.from_day(against)
        before = queries.lane_counts(session(), viewer, earlier)
        moved, change_breaks = changes.changed(lanes, before, wanted.days)
        document["summary"] = sentences.change_summary(moved, wanted, earlier)
        document["title"] = _("Lanes by change")
        document["against"] = {
            "period": answers.period_document(earlier),
            **changes.document(moved, change_breaks),
        }
    return answers.tagged_body(version, document)


@bp.get("/hotspots")
@bp.input(RiskQuery, location="query")
def show_hotspots(query_data: dict[str, Any]) -> Response:
    """Return what is known of each lane up to a day (today): what a pass finds, and how sure.

    Per lane: reports, passes, rate per pass with its 95 % interval, the probability that it is more
    than twice the median, Gi* z and q of its neighbourhood, the flag, and the reasons in words.
    """
    day = query_data["date"]
    asked = {"end": day, "start": None, "category": query_data["category"]}
    viewer, wanted = answers.asked_filter(asked)
    version = answers.version_of(viewer, wanted.end, wanted.category, language())
    if known := answers.known(version):
        return known
    found = record_queries.records(session(), viewer, wanted.end, wanted.category)
    judged = risk.assessed(found, wanted.end)
    document = {"date": wanted.end.isoformat(), **risk_words.document(judged)}
    return answers.tagged_body(version, document)


@bp.get("/timeline")
@bp.input(TimelineQuery, location="query")
def show_timeline(query_data: dict[str, Any]) -> Response:
    """Return the period's days or weeks, each with its reports on the lanes and its name."""
    viewer, wanted = answers.asked_filter(query_data)
    step = query_data["step"]
    version = answers.version_of(viewer, wanted, step, language())
    if known := answers.known(version):
        return known
    counts = queries.day_counts(session(), viewer, wanted)
    frames = timeline.frames(wanted.start, wanted.end, counts, step)
    document = {
        "frames": [
            {
                "from": frame.start.isoformat(),
                "to": frame.end.isoformat(),
                "reports": frame.reports,
                "text": _frame_text(frame),
            }
            for frame in frames
        ],
    }
    return answers.tagged_body(version, document)


def _planar(viewer: Viewer, wanted: Filter, bbox: heat.Bbox | None, version: str) -> Response:
    cells = queries.cell_counts(session(), viewer, wanted)
    area = community(session(), viewer.community_id)
    utm_srid = area.utm_srid
    box = bbox or places_bounds(session(), viewer, wanted.end)
    if box and not heat.can_be_drawn(box, utm_srid):
        message = _("The box is too large or too far away. Ask for a smaller one.")
        raise InvalidInput(message, pointer="/bbox")

    def body() -> bytes:
        found = heat.surface(cells, box, utm_srid, wanted.days) if box else None
        drawn = (
            heat.document(found, utm_srid)
            if found
            else heat.empty_document(int(cells.reports.sum()))
        )
        period = answers.period_document(wanted)
        return answers.compact({"kind": "planar", "period": period, "box": box, **drawn})

    about = repr((viewer.community_id, wanted, box, utm_srid, heat.BANDWIDTH_M)).encode()
    return answers.tagged(version, about + cells.indices.tobytes() + cells.reports.tobytes(), body)


def _along(viewer: Viewer, wanted: Filter, version: str) -> Response:
    """Answer with heat along the lanes; `preparing` where it is not of the lanes of now."""
    kept = along_queries.kept(session(), viewer)
    found = along_queries.prepared(session(), viewer, kept) if kept else None
    current = place_revision(session(), viewer)
    document: dict[str, Any] = {
        "kind": "network",
        "period": answers.period_document(wanted),
        "preparing": found is None or kept is None or kept.place_revision != current,
    }
    if kept is not None and found is not None:
        cells = queries.cell_counts(session(), viewer, wanted)
        document |= along.document(found, cells, wanted.days)
        document["lines"] = url_for("hotspots_api.heat_lines", name=kept.name)
    return answers.tagged_body(version, document)


def _frame_text(frame: timeline.Frame) -> str:
    """Return a step's name and what it counts, in the reader's language."""
    day = day_text(frame.start)
    if frame.start != frame.end:
        day = _("%(start)s to %(end)s", start=day, end=day_text(frame.end))
    return _("%(when)s: %(reports)s reports", when=day, reports=frame.reports)
