"""What an import tells the register: which places it changed and ended, from which file.

New places are not told one by one: their row says the file and the line that they came from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy.orm import Session

from app.people.register import By, record, thing
from app.places import claims
from app.places.imports.matching import Change, Existing
from app.places.imports.rows import PlaceKind
from app.places.imports.tables import MODELS
from app.places.models import Courtyard, Facility, Lane

GEOMETRY = "geom"


@dataclass(frozen=True, slots=True)
class Occasion:
    """The import that touches places: whose community's, when, by whom, from which file."""

    community_id: int
    day: date
    by: By
    source: str


def tell_changed(
    session: Session,
    occasion: Occasion,
    kind: PlaceKind,
    changes: Sequence[Change],
    before: Sequence[Existing],
) -> None:
    """Write down what changed in live places, names and attributes with what they were before."""
    was = {place.id: place.values for place in before}
    for change in changes:
        body = {
            "file": occasion.source,
            "redrawn": GEOMETRY in change.values,
            "before": {name: was[change.id][name] for name in _told(change)},
            "after": {name: change.values[name] for name in _told(change)},
        }
        name = thing(kind, change.id)
        record(session, occasion.community_id, name, "changed", body, occasion.by)


def tell_ended(
    session: Session, occasion: Occasion, kind: PlaceKind, ended: Sequence[Existing]
) -> None:
    """Write down that places have ended, and end the claims of them as well."""
    for place in ended:
        key = (occasion.community_id, place.id)
        found = session.get_one(MODELS[kind], key, populate_existing=True)
        row = cast("Lane | Courtyard | Facility", found)
        if not isinstance(row, Facility):
            claims.end_for_place(session, row, occasion.day, occasion.by)
        body = {"file": occasion.source, "valid_to": str(row.valid_to)}
        record(session, occasion.community_id, thing(kind, place.id), "ended", body, occasion.by)


def _told(change: Change) -> list[str]:
    return sorted(name for name in change.values if name != GEOMETRY)
