"""A report as the JSON API tells it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.reports.geometry import lon_lat
from app.reports.models import Photo, Report
from app.reports.queries import Shown


def to_json(shown: Shown) -> dict[str, Any]:
    """Return a report as JSON values; positions are WGS 84, times UTC."""
    report = shown.report
    return {
        "id": str(report.id),
        "version": report.version,
        "category": report.category_code,
        "count": report.count,
        "position": _position(report),
        "accuracy_m": report.accuracy_m,
        "datum": report.datum,
        "lane": shown.lane,
        "courtyard": shown.courtyard,
        "assigned_by": report.assigned_by,
        "candidates": report.candidates,
        "house_number": report.house_number,
        "outcome": report.outcome,
        "handling": report.handling,
        "note": report.note,
        "observed_at": _instant(report.observed_at),
        "sent_at": _instant(report.sent_at),
        "received_at": _instant(report.received_at),
        "effective_at": _instant(report.effective_at),
        "time_flag": report.time_flag,
        "found_by": report.found_by,
        "patrol": str(report.patrol_id) if report.patrol_id else None,
        "team": report.team_id,
        "joins": str(report.joins) if report.joins else None,
        "photos": [_photo(photo) for photo in shown.photos],
    }


def to_feature(shown: Shown) -> dict[str, Any]:
    """Return a report as a GeoJSON feature; its geometry is null where only the lane is known."""
    properties = to_json(shown)
    return {
        "type": "Feature",
        "id": properties.pop("id"),
        "geometry": properties.pop("position"),
        "properties": properties,
    }


def _position(report: Report) -> dict[str, Any] | None:
    where = lon_lat(report)
    return None if where is None else {"type": "Point", "coordinates": list(where)}


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _photo(photo: Photo) -> dict[str, Any]:
    return {
        "sha256": photo.received_sha256.hex(),
        "when": photo.taken,
        "uploaded": photo.stored_sha256 is not None,
    }
