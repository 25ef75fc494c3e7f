"""Heat and lane rates for maps and programs."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from app.api import blueprint
from app.db import session
from app.errors import InvalidInput, NotFound
from app.hotspots import heat, lane_queries, pages, queries, rates
from app.hotspots.answers import asked_filter, compact, period_document, with_digest
from app.hotspots.forms import FilterQuery, HeatQuery
from app.i18n import name_of
from app.pages import moment
from app.people.areas import community

bp = blueprint("hotspots_api", __name__, "Hot spots")

KINDS = ("planar", "network")


@bp.get("/heat")
@bp.input(HeatQuery, location="query")
def show_heat(query_data: dict[str, Any]) -> Response:
    """Return the heat of problems: a grid of reports per 100 m x 100 m per month."""
    viewer, wanted, _kinds = asked_filter(query_data)
    _require_planar(query_data["kind"])
    cells = queries.cell_counts(session(), viewer, wanted)
    box = query_data["bbox"] or queries.places_bounds(session(), viewer, wanted.end)
    utm_srid = community(session(), viewer.community_id).utm_srid
    about = repr((viewer.community_id, wanted, box, utm_srid, heat.BANDWIDTH_M)).encode()
    answer, known = with_digest(about + cells.indices.tobytes() + cells.reports.tobytes())
    if known:
        return answer
    found = heat.surface(cells, box, utm_srid, wanted.days) if box else None
    if box and found is None:
        raise InvalidInput(_("The box is too large for heat. Ask for a smaller one."), pointer="/bbox")
    drawn = (
        heat.document(found, utm_srid) if found else heat.empty_document(int(cells.reports.sum()))
    )
    answer.set_data(compact({"kind": "planar", "period": period_document(wanted), **drawn}))
    return answer


@bp.get("/lane-rates")
@bp.input(FilterQuery, location="query")
def lane_rates(query_data: dict[str, Any]) -> Response:
    """Return the lanes by their rate: reports per 100 m of lane per month, highest first."""
    viewer, wanted, _kinds = asked_filter(query_data)
    lanes, breaks = rates.rated(queries.lane_counts(session(), viewer, wanted), wanted.days)
    document = rates.document(lanes, breaks)
    said = {"summary": pages.summary(lanes, wanted), "period": period_document(wanted)}
    body = compact({**said, **document})
    answer, known = with_digest(str(viewer.community_id).encode() + body)
    if not known:
        answer.set_data(body)
    return answer


@bp.get("/lane-rates/<int:lane_id>")
@bp.input(FilterQuery, location="query")
def lane_card(lane_id: int, query_data: dict[str, Any]) -> Response:
    """Return a lane's figures: reports by category in the period, last pass, open cases."""
    viewer, wanted, kinds = asked_filter(query_data)
    lane = lane_queries.lane_of(session(), viewer, lane_id)
    if lane is None:
        raise NotFound(_("There is no such lane."))
    names = {kind.code: name_of(kind) for kind in kinds}
    counts = lane_queries.by_category(session(), viewer, wanted, lane_id)
    total = sum(reports for _code, reports in counts)
    passed = lane_queries.last_pass_at(session(), viewer, lane_id)
    document = {
        "id": lane.id,
        "code": lane.code,
        "name": name_of(lane) or lane.code,
        "length_m": round(lane.length_m, 1),
        "reports": total,
        "rate": round(rates.lane_rate(total, lane.length_m, wanted.days), 3),
        "unit": rates.UNIT,
        "categories": [{"name": names.get(code, code), "reports": n} for code, n in counts],
        "last_pass": moment(passed).text if passed else None,
        "open_cases": lane_queries.open_cases(session(), viewer, lane_id),
        "period": period_document(wanted),
        "records": url_for("hotspots.lane", lane_id=lane_id, **wanted.arguments()),
    }
    answer, known = with_digest(str(viewer.community_id).encode() + compact(document))
    if not known:
        answer.set_data(compact(document))
    return answer


def _require_planar(kind: str) -> None:
    if kind not in KINDS:
        raise InvalidInput(_("Heat is planar or network."), pointer="/kind")
    if kind != "planar":
        raise InvalidInput(_("Heat along the lanes is not here yet."), pointer="/kind")
