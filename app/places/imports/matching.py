"""Which rows are new places, which change one that is there, and which places a file lacks.

Pure: it compares values and knows no database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

import shapely

from app.places.imports.rows import PlaceRow

Values: TypeAlias = Mapping[str, object]
"""Column name to value; the geometry as ISO WKB, little endian, under `geom`."""


SAME_DEGREES = 1e-8
"""Coordinates that differ by no more are the same: a millimetre, and the way through a projection
or a shifted datum and back leaves a millionth of that."""

COLUMN_OF = {"facility": "kind"}
"""Columns that are called otherwise than the attribute in a file."""


@dataclass(frozen=True, slots=True)
class Existing:
    """A live place of the community."""

    id: int
    code: str
    values: Values

    @property
    def geometry(self) -> bytes:
        """The geometry as ISO WKB, little endian, WGS 84."""
        return cast("bytes", self.values["geom"])


@dataclass(frozen=True, slots=True)
class Change:
    """A live place and the values that a row changes in it."""

    id: int
    code: str
    values: Values


@dataclass(frozen=True, slots=True)
class Match:
    """What a file means for the places of one kind.

    Attributes:
        added: Rows whose code no live place has.
        changed: Live places of which the file says something else.
        unchanged: How many live places are just as the file says.
        missing: Live places that the file lacks.
    """

    added: tuple[PlaceRow, ...]
    changed: tuple[Change, ...]
    unchanged: int
    missing: tuple[Existing, ...]


def match(rows: Sequence[PlaceRow], existing: Sequence[Existing]) -> Match:
    """Match rows of one kind with live places by code; codes are unique on either side."""
    by_code = {place.code: place for place in existing}
    known = [(by_code[row.code], row) for row in rows if row.code in by_code]
    changes = [Change(place.id, place.code, _difference(place, row)) for place, row in known]
    changed = tuple(change for change in changes if change.values)
    codes = {row.code for row in rows}
    return Match(
        added=tuple(row for row in rows if row.code not in by_code),
        changed=changed,
        unchanged=len(known) - len(changed),
        missing=tuple(place for place in existing if place.code not in codes),
    )


def said(row: PlaceRow) -> dict[str, object]:
    """Return what a row says, by column; names and attributes that it lacks are left out."""
    names = {"name_zh": row.names.zh, "name_bo": row.names.bo, "name_en": row.names.en}
    given: dict[str, object] = {column: name for column, name in names.items() if name}
    for name, value in row.attributes.items():
        if value != "":
            given[COLUMN_OF.get(name, name)] = value
    given["geom"] = row.wkb
    return given


def _difference(place: Existing, row: PlaceRow) -> Values:
    """Return the values that differ; what the row does not say stays as it is."""
    return {
        column: value
        for column, value in said(row).items()
        if place.values[column] != value and not (column == "geom" and _is_drawn_as(place, row))
    }


def _is_drawn_as(place: Existing, row: PlaceRow) -> bool:
    """Tell whether a place has the row's geometry but for what a projection and back leaves."""
    return bool(shapely.equals_exact(shapely.from_wkb(place.geometry), row.geometry, SAME_DEGREES))
