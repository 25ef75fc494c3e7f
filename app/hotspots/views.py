"""The supervisor's map of hot spots, the list of lanes, and the records behind every figure."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from app.current import viewer_with
from app.db import session
from app.errors import NotFound
from app.hotspots import (
    answers,
    cards,
    filter_pages,
    lane_queries,
    neighbours,
    pages,
    queries,
    rates,
    sentences,
    supervisors_map,
)
from app.hotspots.answers import asked_by_page, local_today
from app.hotspots.filters import Filter
from app.hotspots.queries import Kind
from app.i18n import name_of
from app.maps.parts import map_part
from app.pages import Moment, moment
from app.places.models import Lane
from app.policy import Permission, Viewer
from app.reports.models import Report
from app.reports.words import outcome_state

bp = Blueprint("hotspots", __name__, url_prefix="/hotspots")

MOST_PAGES = 1000
INDENTATION = re.compile(r"\s*\n\s*")


@bp.get("")
def show() -> str:
    """Show the map and, beside it, the lanes with most problems for their length."""
    viewer, wanted, kinds = asked_by_page()
    lanes, _breaks = _rated(viewer, wanted)
    top = [one for one in lanes if one.lane.reports][: pages.TOP_LANES]
    page = pages.HotspotsPage(
        map=map_part(supervisors_map.NAME),
        presets=filter_pages.presets(wanted, local_today(viewer)),
        said=filter_pages.said(wanted, kinds),
        summary=sentences.summary(lanes, wanted),
        lanes=tuple(pages.lane_row(one, wanted) for one in top),
        lane_count=len(lanes),
        query=urlencode(wanted.arguments()),
        pin_url=url_for("reports.new"),
    )
    return _unindented(render_template("hotspots/show.html", page=page))


@bp.get("/panel")
def panel() -> str:
    """Return what the map's script works with: layers, slider, legends, filter, exports."""
    viewer, wanted, kinds = asked_by_page()
    page = pages.PanelPage(
        form=filter_pages.filter_form(wanted, kinds),
        said=filter_pages.said(wanted, kinds),
        query=urlencode(wanted.arguments()),
        walks_url=neighbours.walks_url(local_today(viewer)),
        plan_url=neighbours.plan_url(local_today(viewer)),
        lane_count=queries.lane_number(session(), viewer, wanted),
        pin_url=url_for("reports.new"),
    )
    return _unindented(render_template("hotspots/panel.html", page=page))


@bp.get("/filter")
def choose() -> str:
    """Show the filter as a form on a page of its own."""
    _viewer, wanted, kinds = asked_by_page()
    page = pages.FilterPage(
        form=filter_pages.filter_form(wanted, kinds),
        map_url=url_for("hotspots.show", **wanted.arguments()),
    )
    return render_template("hotspots/filter.html", page=page)


@bp.get("/lanes")
def lanes() -> str:
    """List every lane by its rate."""
    viewer, wanted, _kinds = asked_by_page()
    found, _breaks = _rated(viewer, wanted)
    page = pages.LanesPage(
        period=sentences.period_text(wanted),
        lanes=tuple(pages.lane_row(one, wanted) for one in found),
        map_url=url_for("hotspots.show", **wanted.arguments()),
    )
    return render_template("hotspots/lanes.html", page=page)


@bp.get("/lanes/<int:lane_id>")
def lane(lane_id: int) -> str:
    """Show a lane's figures and the reports that they count."""
    viewer, wanted, kinds = asked_by_page()
    return _records_page(viewer, wanted, kinds, load_lane(lane_id))


@bp.get("/records")
def records() -> str:
    """Show the reports on all lanes that the map counts."""
    viewer, wanted, kinds = asked_by_page()
    return _records_page(viewer, wanted, kinds, None)


@bp.get("/lanes/<int:lane_id>.json")
def lane_card(lane_id: int) -> Response:
    """Return a lane's figures as the map's card writes them, in the reader's language."""
    viewer, wanted, kinds = asked_by_page()
    of = load_lane(lane_id)
    counts = lane_queries.by_category(session(), viewer, wanted, of.id)
    trend = wanted.over(*lane_queries.period_of_trend(wanted.end, cards.WEEKS))
    facts = cards.LaneFacts(
        lane=of,
        rate=rates.rate_of(sum(n for _code, n in counts), of.length_m, wanted),
        counts=tuple(counts),
        weeks=lane_queries.weekly(session(), viewer, trend, of.id),
        history=lane_queries.history(session(), viewer, of.id),
    )
    card = cards.lane_card(facts, wanted, {kind.code: name_of(kind) for kind in kinds})
    return answers.tagged_body(answers.version_of(viewer, lane_id, wanted), card)


def load_lane(lane_id: int) -> Lane:
    """Fetch a lane of the viewer's community, or answer as if there were none."""
    viewer = viewer_with(Permission.SEE_HOTSPOTS)
    found = lane_queries.lane_of(session(), viewer, lane_id)
    if found is None:
        raise NotFound(_("There is no such lane."))
    return found


def _records_page(viewer: Viewer, wanted: Filter, kinds: list[Kind], of: Lane | None) -> str:
    names = {kind.code: name_of(kind) for kind in kinds}
    lane_id = of.id if of else None
    number = _page_number()
    found = lane_queries.records(session(), viewer, wanted, lane_id, number)
    more = {**_here(), **wanted.arguments(), "page": number + 1}
    counts = lane_queries.by_category(session(), viewer, wanted, lane_id)
    total = sum(reports for _code, reports in counts)
    page = pages.RecordsPage(
        title=(name_of(of) or of.code) if of else _("All lanes"),
        code=of.code if of else "",
        period=sentences.period_text(wanted),
        reports=total,
        rate=sentences.rate_text(rates.rate_of(total, of.length_m, wanted)) if of else "",
        length_m=round(of.length_m) if of else 0,
        last_pass=_last_pass(viewer, of),
        open_cases=lane_queries.open_cases(session(), viewer, of.id) if of else 0,
        categories=tuple(_category_line(code, n, names, wanted) for code, n in counts),
        records=tuple(_record_line(report, names) for report in found.reports),
        sums_only=not lane_queries.may_open_records(viewer),
        more_url=url_for(str(request.endpoint), **more) if found.more else "",
        map_url=url_for("hotspots.show", **wanted.arguments()),
    )
    return render_template("hotspots/records.html", page=page)


def _last_pass(viewer: Viewer, of: Lane | None) -> Moment | None:
    at = lane_queries.last_pass_at(session(), viewer, of.id) if of else None
    return moment(at) if at else None


def _category_line(
    code: str, reports: int, names: dict[str, str], wanted: Filter
) -> pages.CategoryLine:
    only = url_for(str(request.endpoint), **_here(), **{**wanted.arguments(), "category": code})
    return pages.CategoryLine(names.get(code, code), reports, only)


def _record_line(report: Report, names: dict[str, str]) -> pages.RecordLine:
    return pages.RecordLine(
        category=names.get(report.category_code, report.category_code),
        count=report.count,
        place=report.house_number,
        observed=moment(report.effective_at),
        state=outcome_state(report.outcome),
        url=url_for("reports.show", report_id=report.id),
    )


def _rated(viewer: Viewer, wanted: Filter) -> tuple[list[rates.RatedLane], list[float]]:
    return rates.rated(queries.lane_counts(session(), viewer, wanted), wanted.days)


def _unindented(html: str) -> str:
    """Return a page without its templates' indentation, which is a tenth of its bytes."""
    return INDENTATION.sub("\n", html)


def _here() -> dict[str, Any]:
    """Return the parts of this page's path."""
    return dict(request.view_args or {})


def _page_number() -> int:
    return min(max(request.args.get("page", 0, type=int), 0), MOST_PAGES)
