"""What a reader hands over: places ready to be written, and rows that are not.

Geometries are shapely, WGS 84, x = longitude, y = latitude, degrees.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import shapely
from shapely import LineString, Point, Polygon

from app.places.imports.reasons import Reason, refusal_message

LITTLE_ENDIAN = 1

Geometry: TypeAlias = LineString | Polygon | Point
Attribute: TypeAlias = str | float | int | bool
Progress: TypeAlias = Callable[[int, int], object]
"""Called with (done, total), rows; the first call has done = 0."""


def no_progress(_done: int, _total: int) -> None:
    """Report nothing."""


class PlaceKind(StrEnum):
    """The three kinds of places that a file can bring."""

    LANE = "lane"
    COURTYARD = "courtyard"
    FACILITY = "facility"


@dataclass(frozen=True, slots=True)
class Names:
    """A place's names by language; empty where the file gives none. A lane may have no name."""

    zh: str = ""
    bo: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place as a file describes it, checked and ready to be written.

    Attributes:
        kind: Lane (LineString), courtyard (Polygon) or facility (Point or Polygon).
        code: The community's own code of the place, unique within its kind.
        geometry: WGS 84, finite, valid, in range.
        source_ref: Where in the file it stands, for people: `way 123`, `feature 7`.
    """

    kind: PlaceKind
    code: str
    names: Names
    geometry: Geometry
    source_ref: str
    attributes: Mapping[str, Attribute] = field(default_factory=dict)

    @property
    def wkb(self) -> bytes:
        """The geometry as PostGIS's `ST_AsBinary` gives it: ISO WKB, little endian."""
        return shapely.to_wkb(self.geometry, output_dimension=2, byte_order=LITTLE_ENDIAN)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that cannot be taken in, and why."""

    source_ref: str
    reason: Reason
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason_code(self) -> str:
        """The reason's stable name, for files and programs."""
        return str(self.reason)

    @property
    def message(self) -> str:
        """The reason as a sentence in the reader's language."""
        return refusal_message(self.reason, self.details)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All that a file gave.

    Attributes:
        rows: Places to be written, in file order.
        refusals: Rows that were meant as places and cannot be taken in.
        notes: Rows taken in with a change that a person should know of (a lane cut at the
            edge of an extract).
        ignored: What the file holds beside places, counted by what it is called there
            (`highway=motorway`).
    """

    rows: tuple[PlaceRow, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Refusal, ...] = ()
    ignored: Mapping[str, int] = field(default_factory=dict)


class RowRefused(Exception):
    """Raised while one row is read; the reader turns it into a `Refusal`."""

    def __init__(self, reason: Reason, **details: str) -> None:
        """Keep the reason and what the message needs to name."""
        super().__init__(str(reason))
        self.reason = reason
        self.details = details

    def refusal(self, source_ref: str) -> Refusal:
        """Return the refusal of the row that stands at `source_ref`."""
        return Refusal(source_ref, self.reason, self.details)
