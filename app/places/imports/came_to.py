"""What an import came to, as JSON to keep and to show later, in whatever language."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from shapely import GeometryCollection

from app.places.imports.geometry import ELLIPSOID
from app.places.imports.importing import ImportOutcome
from app.places.imports.load import ImportSummary, Touched
from app.places.imports.rows import PlaceKind, ReadResult
from app.places.imports.wire import refusal_to_json

MOST = 1_000
"""Entries kept of each list; the totals stand beside them."""


def outcome_to_json(outcome: ImportOutcome) -> dict[str, Any]:
    """Return what a file gave and what became of it; `stopped` where refused rows stopped it."""
    result = outcome.result
    return {
        "read": read_to_json(result),
        "refused": [refusal_to_json(refusal) for refusal in result.refusals[:MOST]],
        "refused_total": len(result.refusals),
        "notes": [refusal_to_json(note) for note in result.notes[:MOST]],
        "notes_total": len(result.notes),
        "ignored": dict(sorted(result.ignored.items())[:MOST]),
        "stopped": outcome.summary is None,
        "ending": outcome.ending,
        "written": outcome.written,
        "kinds": _kinds(outcome.summary) if outcome.summary else {},
        "lineage": [asdict(one) for one in outcome.summary.lineage[:MOST]]
        if outcome.summary
        else [],
    }


def read_to_json(result: ReadResult) -> dict[str, Any]:
    """Return how many places of each kind a file holds, and the metres of its lanes together."""
    kinds = [row.kind for row in result.rows]
    lanes = GeometryCollection([row.geometry for row in result.rows if row.kind is PlaceKind.LANE])
    counts: dict[str, Any] = {kind: kinds.count(kind) for kind in PlaceKind}
    return {**counts, "metres": round(ELLIPSOID.geometry_length(lanes), 1)}


def _kinds(summary: ImportSummary) -> dict[str, Any]:
    """Return counts and codes by kind."""
    return {
        kind: {**asdict(counts), "codes": _codes(summary.touched.get(kind, Touched()))}
        for kind, counts in summary.counts.items()
    }


def _codes(touched: Touched) -> dict[str, Any]:
    return {
        "added": touched.added[:MOST],
        "changed": touched.changed[:MOST],
        "ended": touched.ended[:MOST],
    }
