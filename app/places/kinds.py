"""The three kinds of places as pages know them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from flask_babel import gettext as _

from app.places.imports.rows import PlaceKind
from app.places.models import Courtyard, Facility, Lane

AnyPlace: TypeAlias = Lane | Courtyard | Facility


class Kind(StrEnum):
    """A kind of place, as addresses name it."""

    LANES = "lanes"
    COURTYARDS = "courtyards"
    FACILITIES = "facilities"


MODELS: Mapping[Kind, type[AnyPlace]] = {
    Kind.LANES: Lane,
    Kind.COURTYARDS: Courtyard,
    Kind.FACILITIES: Facility,
}
ONE: Mapping[Kind, PlaceKind] = {
    Kind.LANES: PlaceKind.LANE,
    Kind.COURTYARDS: PlaceKind.COURTYARD,
    Kind.FACILITIES: PlaceKind.FACILITY,
}
"""What one place of a kind is called: in the register and in files."""

CLAIMED = frozenset({Kind.LANES, Kind.COURTYARDS})
"""Kinds that teams answer for, and that are to be passed every so many days."""

FURNITURE = ("bike_parking", "rubbish_point", "lamp", "manhole", "hydrant", "landmark")
"""Facilities that are kept by hand; houses come from files."""


def kind_of(place: AnyPlace) -> Kind:
    """Return which kind a place is of."""
    return next(kind for kind, model in MODELS.items() if isinstance(place, model))


def kind_label(kind: Kind) -> str:
    """Return what places of a kind are called."""
    labels = {
        Kind.LANES: _("Lanes"),
        Kind.COURTYARDS: _("Courtyards"),
        Kind.FACILITIES: _("Facilities"),
    }
    return labels[kind]


def one_label(kind: Kind) -> str:
    """Return what one place of a kind is called."""
    labels = {
        Kind.LANES: _("Lane"),
        Kind.COURTYARDS: _("Courtyard"),
        Kind.FACILITIES: _("Facility"),
    }
    return labels[kind]


def furniture_label(kind: str) -> str:
    """Return what a facility is."""
    labels = {
        "bike_parking": _("Bike parking"),
        "rubbish_point": _("Rubbish point"),
        "lamp": _("Street lamp"),
        "manhole": _("Manhole"),
        "hydrant": _("Hydrant"),
        "landmark": _("Landmark"),
        "building": _("House"),
    }
    return labels.get(kind, kind)
