"""Heat and lane rates for maps and programs."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import gettext as _

from app.api import blueprint
from app.db import session
from app.errors import InvalidInput
from app.hotspots import heat, pages, queries, rates
from app.hotspots.answers import asked_filter, compact, period_document, with_digest
from app.hotspots.forms import FilterQuery, HeatQuery
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
        message = _("The box is too large or too far away. Ask for a smaller one.")
        raise InvalidInput(message, pointer="/bbox")
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


def _require_planar(kind: str) -> None:
    if kind not in KINDS:
        raise InvalidInput(_("Heat is planar or network."), pointer="/kind")
    if kind != "planar":
        raise InvalidInput(_("Heat along the lanes is not here yet."), pointer="/kind")
