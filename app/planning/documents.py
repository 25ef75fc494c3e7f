"""A plan as it travels: JSON with GeoJSON geometries, the reasons in the reader's language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import shapely
from flask import url_for
from geoalchemy2.shape import to_shape
from shapely.geometry.base import BaseGeometry

from app.places.models import Courtyard, Lane
from app.planning import words
from app.planning.models import PatrolPlan, PlanPlace
from app.planning.queries import PlacedLeg, PlannedPlace, TeamWalk

DEGREE = 1e-7  # a centimetre
FORMATS = ("gpx", "ics", "pdf")
Document = dict[str, Any]


@dataclass(frozen=True)
class PlanParts:
    """A plan, the walks and the omitted places that its reader may see."""

    plan: PatrolPlan
    walks: list[TeamWalk]
    omitted: list[PlannedPlace]


def plan_document(parts: PlanParts) -> Document:
    """Return a plan: its figures, walks and legs, and what is omitted, with reasons."""
    plan, walks = parts.plan, parts.walks
    minutes = [one.walk.minutes for one in walks if one.legs]
    metres = sum(one.walk.metres for one in walks)
    again = sum(one.walk.repeated_m for one in walks)
    return {
        "date": plan.day.isoformat(),
        "version": plan.version,
        "cause": plan.cause,
        "made_at": plan.made_at.isoformat(),
        "begins_at": plan.begins_at.isoformat("minutes"),
        "budget_min": plan.minutes,
        "longest_min": round(plan.longest_min, 2),
        "bound_min": round(plan.bound_min, 2),
        "gap": round(plan.gap, 4),
        "spread": round((max(minutes) - min(minutes)) / max(minutes), 4) if minutes else 0.0,
        "repeated_share": round(again / metres, 4) if metres else 0.0,
        "iterations": plan.iterations,
        "cpu_seconds": round(plan.cpu_seconds, 2),
        "seed": plan.seed,
        "walks": [_walk(one) for one in walks],
        "omitted": [_omitted(one) for one in parts.omitted],
        "links": {
            kind: url_for("plans_api.export", day=plan.day.isoformat(), kind=kind)
            for kind in FORMATS
        },
    }


def _walk(one: TeamWalk) -> Document:
    walk = one.walk
    return {
        "team": {"id": one.team.id, **_names(one.team)},
        "position": walk.position,
        "stewards": walk.stewards,
        "minutes": round(walk.minutes, 2),
        "metres": round(walk.metres, 1),
        "repeated_m": round(walk.repeated_m, 1),
        "start": geometry(to_shape(walk.start_geom)),
        "legs": [_leg(leg) for leg in one.legs],
    }


def _leg(one: PlacedLeg) -> Document:
    leg = one.leg
    return {
        "number": leg.number,
        **_place(one.lane, one.courtyard),
        "serves": leg.serves,
        "begins_min": round(leg.begins_min, 2),
        "minutes": round(leg.minutes, 2),
        "metres": round(leg.metres, 1),
        "geometry": geometry(to_shape(leg.geom)),
        "reason": _reason(one.about) if leg.serves and one.about else None,
    }


def _omitted(one: PlannedPlace) -> Document:
    why = one.about.why or ""
    return {
        **_place(one.lane, one.courtyard),
        "required": one.about.required,
        "why": why,
        "text": words.why_text(why),
        "reason": _reason(one.about),
    }


def _place(lane: Lane | None, courtyard: Courtyard | None) -> Document:
    """Return what a leg goes through; a way that is neither lane nor courtyard has no id."""
    place = lane or courtyard
    kind = "lane" if lane else "courtyard" if courtyard else "way"
    if place is None:
        return {"kind": kind, "id": None, "code": ""}
    return {"kind": kind, "id": place.id, "code": place.code, **_names(place)}


def _names(named: Any) -> Document:  # noqa: ANN401 - a place or a team
    return {name: getattr(named, name) for name in ("name_zh", "name_bo", "name_en")}


def _reason(about: PlanPlace) -> Document:
    return {
        "required": about.required,
        "every_days": about.every_days,
        "days_since": about.days_since,
        "heat": round(about.heat, 2),
        "reports": about.reports,
        "hours": str(about.hours) if about.hours else None,
        "locked": about.locked,
        "text": words.reason(about, locked=about.locked),
    }


def geometry(shape: BaseGeometry) -> Document:
    """Return a geometry as GeoJSON, longitude first, to the centimetre."""
    rounded = shapely.set_precision(shape, DEGREE, mode="pointwise")
    document: Document = json.loads(shapely.to_geojson(rounded))
    return document
