"""What the reading process says to the one that asked: JSON, checked where it comes in."""

from __future__ import annotations

from typing import Any

import shapely
from shapely import LineString, Point, Polygon

from app.places.imports.reasons import Reason
from app.places.imports.rows import Geometry, Names, PlaceKind, PlaceRow, ReadResult, Refusal


def result_to_json(result: ReadResult) -> dict[str, Any]:
    """Return what a file gave as JSON values; geometries as hexadecimal WKB."""
    return {
        "rows": [_row_to_json(row) for row in result.rows],
        "refusals": [refusal_to_json(refusal) for refusal in result.refusals],
        "notes": [refusal_to_json(note) for note in result.notes],
        "ignored": dict(result.ignored),
    }


def result_from_json(value: dict[str, Any]) -> ReadResult:
    """Return what `result_to_json` gave."""
    return ReadResult(
        rows=tuple(_row_from_json(row) for row in value["rows"]),
        refusals=tuple(refusal_from_json(refusal) for refusal in value["refusals"]),
        notes=tuple(refusal_from_json(note) for note in value["notes"]),
        ignored={str(name): int(number) for name, number in value["ignored"].items()},
    )


def refusal_to_json(refusal: Refusal) -> list[Any]:
    """Return a refusal or note as JSON values."""
    return [refusal.source_ref, refusal.reason, dict(refusal.details)]


def refusal_from_json(value: list[Any]) -> Refusal:
    """Return what `refusal_to_json` gave."""
    source_ref, reason, details = value
    return Refusal(str(source_ref), Reason(reason), {key: str(of) for key, of in details.items()})


def _row_to_json(row: PlaceRow) -> list[Any]:
    names = (row.names.zh, row.names.bo, row.names.en)
    return [row.kind, row.code, names, row.wkb.hex(), row.source_ref, dict(row.attributes)]


def _row_from_json(value: list[Any]) -> PlaceRow:
    kind, code, names, wkb, source_ref, attributes = value
    return PlaceRow(
        kind=PlaceKind(kind),
        code=str(code),
        names=Names(*map(str, names)),
        geometry=_geometry(wkb),
        source_ref=str(source_ref),
        attributes=dict(attributes),
    )


def _geometry(wkb: str) -> Geometry:
    found = shapely.from_wkb(bytes.fromhex(wkb))
    if not isinstance(found, LineString | Polygon | Point):
        raise TypeError(found.geom_type)
    return found
