"""The records behind a bulletin's figures, for programs that recount them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from app.api import blueprint
from app.bulletin import forms, queries, record_queries
from app.bulletin.asking import Asker, asker
from app.bulletin.forms import RecordsQuery
from app.bulletin.lists import next_url
from app.bulletin.periods import Period, month_of
from app.bulletin.record_queries import PAGE, VisitRecord
from app.db import session
from app.hotspots.lane_queries import may_open_records
from app.reports.answers import to_json
from app.reports.queries import shown

bp = blueprint("bulletin_records_api", __name__, "Bulletins")


@bp.get("/bulletins/reports")
@bp.input(RecordsQuery, location="query")
def reports(query_data: dict[str, Any]) -> dict[str, Any]:
    """Return the reports that a figure counts, newest first, with their number and sum."""
    who, period = _asked(query_data)
    span, selection, number = (
        who.span(period),
        forms.selection_asked(query_data),
        query_data["page"],
    )
    totals = record_queries.totals(session(), span, selection)
    found = record_queries.reports(session(), who.viewer, span, selection, number)
    page = shown(session(), [one.report for one in found[:PAGE]])
    return {
        **_head(who, period, totals.reports, number, found),
        "quantity": totals.quantity,
        "records": [to_json(one) for one in page],
    }


@bp.get("/bulletins/patrols")
@bp.input(RecordsQuery, location="query")
def patrols(query_data: dict[str, Any]) -> dict[str, Any]:
    """Return the patrols behind the hours, by time, with the seconds of each that count."""
    who, period = _asked(query_data)
    walks = queries.walks(session(), who.span(period))
    walks = [walk for walk in walks if query_data["team"] in {None, walk.team_id}]
    opened = walks if may_open_records(who.viewer) else []
    return {
        **_head(who, period, len(walks), 0, ()),
        "seconds": round(sum(walk.seconds for walk in walks)),
        "records": [
            {
                "id": str(walk.patrol_id),
                "team": walk.team_id,
                "counted_from": _instant(walk.counted_from),
                "seconds": round(walk.seconds),
            }
            for walk in opened
        ],
    }


@bp.get("/bulletins/visits")
@bp.input(RecordsQuery, location="query")
def visits(query_data: dict[str, Any]) -> dict[str, Any]:
    """Return the visits that a figure counts, newest first, without a name."""
    who, period = _asked(query_data)
    counts = queries.visits(session(), who.span(period))
    kind, number = query_data["kind"], query_data["page"]
    found = record_queries.visits(session(), who.viewer, who.span(period), kind, number)
    total = counts.get(kind, 0) if kind else sum(counts.values())
    return {
        **_head(who, period, total, number, found),
        "records": [_visit(one) for one in found[:PAGE]],
    }


def _asked(query_data: dict[str, Any]) -> tuple[Asker, Period]:
    who = asker()
    return who, forms.period_asked(query_data, month_of(who.today))


def _head(
    who: Asker, period: Period, total: int, number: int, found: Sequence[object]
) -> dict[str, Any]:
    """Return what every list says first; `sums_only`: the viewer may open no record."""
    return {
        "period": period.arguments,
        "number": total,
        "sums_only": not may_open_records(who.viewer),
        "next": next_url(number) if len(found) > PAGE else None,
    }


def _visit(record: VisitRecord) -> dict[str, Any]:
    return {
        "at": _instant(record.at),
        "kind": record.kind,
        "topic": record.topic,
        "outcome": record.outcome,
        "team": record.team.id if record.team else None,
        "lane": record.lane.id if record.lane else None,
        "courtyard": record.courtyard.id if record.courtyard else None,
    }


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
