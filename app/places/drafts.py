"""A place as its form says it: from the stored place to text, and from text to a checked draft."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from geoalchemy2 import WKBElement
from geoalchemy2.shape import to_shape
from shapely import LineString, Point
from sqlalchemy.orm import Session

from app.form_fields import FormErrors, FormReader
from app.places import positions
from app.places.hours import Hours
from app.places.imports.checks import MAX_SURFACE, MAX_TEXT, MAX_WIDTH_M, clean_code
from app.places.imports.geometry import ELLIPSOID
from app.places.imports.properties import MAX_HOUSEHOLDS
from app.places.imports.reasons import refusal_message
from app.places.imports.rows import Geometry, PlaceKind, RowRefused
from app.places.kinds import FURNITURE, ONE, AnyPlace, Kind
from app.places.models import Courtyard, Facility, Lane
from app.places.policies import EVERY_DAY, Policy, policy_of

SHORTEST_LANE_M = 2.0
LONGEST_INTERVAL = 366  # days between two passes
MOST_HOURS = 8  # spans of opening hours of one day
NAMES = ("name_zh", "name_bo", "name_en")
POLICY = ("every_days", "hours")
OWN_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.LANES: ("surface", "lit", "width_m", *POLICY),
    Kind.COURTYARDS: ("households", "entrance", "lane", *POLICY),
    Kind.FACILITIES: ("kind", "opens", "owner_department"),
}
LIT = {"": None, "yes": True, "no": False}
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True)
class Around:
    """What a form says of a place beside its own columns; what a kind has not stays as it is."""

    entrance: Point | None = None
    lane_code: str = ""
    policy: Policy = EVERY_DAY
    department: str | None = None


@dataclass(frozen=True)
class Draft:
    """A place, checked: its columns, its geometry, and what lies around."""

    columns: Mapping[str, object]
    geometry: Geometry
    around: Around


@dataclass
class _Reading:
    """One form while it is read."""

    reader: FormReader
    columns: dict[str, object] = field(default_factory=dict)

    def refuse(self, name: str, error: RowRefused) -> None:
        self.reader.wrong(name, refusal_message(error.reason, error.details))


def field_names(kind: Kind) -> tuple[str, ...]:
    """Return the names of a kind's fields, in the order of the form."""
    return ("code", *NAMES, *OWN_FIELDS[kind], "geometry")


def values_of(session: Session, kind: Kind, place: AnyPlace, day: date) -> dict[str, str]:
    """Return a stored place as the fields of its form."""
    shape = to_shape(place.geom)
    values = {name: getattr(place, name) for name in ("code", *NAMES)}
    values["geometry"] = positions.typed(shape)
    if isinstance(place, Lane):
        values |= {
            "surface": place.surface,
            "lit": next(word for word, lit in LIT.items() if lit is place.lit),
            "width_m": "" if place.width_m is None else f"{place.width_m:g}",
        }
    elif isinstance(place, Courtyard):
        lane = session.get(Lane, (place.community_id, place.lane_id)) if place.lane_id else None
        values |= {
            "households": "" if place.households is None else str(place.households),
            "entrance": _spot(place.entrance),
            "lane": lane.code if lane else "",
        }
    else:
        values |= _facility_values(place)
    if not isinstance(place, Facility):
        policy = policy_of(session, place, day)
        values |= {"every_days": str(policy.every_days), "hours": str(policy.hours or "")}
    return {name: values[name] for name in field_names(kind)}


def _spot(point: WKBElement | None) -> str:
    return "" if point is None else positions.typed(to_shape(point))


def _facility_values(place: Facility) -> dict[str, str]:
    return {
        "kind": place.kind,
        "opens": " ".join(f"{span['from']}-{span['to']}" for span in place.opens),
        "owner_department": place.owner_department or "",
    }


def read_draft(kind: Kind, values: Mapping[str, str]) -> Draft:
    """Return the place that a form describes.

    Raises:
        FormErrors: Fields that cannot be accepted.
    """
    reading = _Reading(FormReader(values))
    reader = reading.reader
    try:
        reading.columns["code"] = clean_code(reader.text("code", MAX_TEXT))
    except RowRefused as error:
        reading.refuse("code", error)
    for name in NAMES:
        reading.columns[name] = reader.text(name, MAX_TEXT)
    shape = _geometry(reading, ONE[kind])
    around = _OWN[kind](reading)
    reader.check()
    if shape is None:  # `check` has raised: a geometry is there or an error is
        raise FormErrors(reader.errors)
    return Draft(reading.columns, shape, around)


def _geometry(reading: _Reading, kind: PlaceKind) -> Geometry | None:
    try:
        shape = positions.read(kind, reading.reader.raw("geometry"))
    except RowRefused as error:
        reading.refuse("geometry", error)
        return None
    if isinstance(shape, LineString):
        metres = ELLIPSOID.geometry_length(shape)
        reading.columns["length_m"] = metres
        if metres < SHORTEST_LANE_M:
            reading.reader.wrong("geometry", _("A lane is at least two metres long."))
    return shape


def _policy(reader: FormReader) -> Policy:
    every_days = reader.whole("every_days", 1, LONGEST_INTERVAL) or 1
    hours = None
    try:
        hours = Hours.parse(said) if (said := reader.raw("hours")) else None
    except ValueError:
        reader.wrong("hours", _("Write from when until when as 07:30-09:00."))
    return Policy(every_days, hours)


def _lane(reading: _Reading) -> Around:
    reader = reading.reader
    reading.columns["surface"] = reader.text("surface", MAX_SURFACE)
    reading.columns["lit"] = LIT.get(reader.choice("lit", LIT))
    reading.columns["width_m"] = reader.decimal("width_m", 0.0, MAX_WIDTH_M)
    return Around(policy=_policy(reader))


def _courtyard(reading: _Reading) -> Around:
    reader = reading.reader
    reading.columns["households"] = reader.whole("households", 0, MAX_HOUSEHOLDS)
    entrance = None
    try:
        if reader.raw("entrance"):
            entrance = positions.read_point(reader.raw("entrance"))
    except RowRefused as error:
        reading.refuse("entrance", error)
    return Around(
        entrance=entrance,
        lane_code=reader.text("lane", MAX_TEXT),
        policy=_policy(reader),
    )


def _facility(reading: _Reading) -> Around:
    reader = reading.reader
    known = (*FURNITURE, "building")
    reading.columns["kind"] = reader.choice("kind", known)
    reading.columns["opens"] = _hours(reader)
    return Around(department=reader.text("owner_department", MAX_TEXT) or None)


def _hours(reader: FormReader) -> list[dict[str, str]]:
    spans = reader.raw("opens").split()
    parts = [_SPAN.fullmatch(span) for span in spans]
    fits = len(spans) <= MOST_HOURS and all(
        part and span < span[6:] for part, span in zip(parts, spans, strict=True)
    )
    if not fits:
        reader.wrong("opens", _("Write hours as 06:00-09:00 18:30-20:00."))
    return [{"from": span[:5], "to": span[6:]} for span in spans]


_OWN = {Kind.LANES: _lane, Kind.COURTYARDS: _courtyard, Kind.FACILITIES: _facility}
