"""What a tally sheet says: its head, its rows in the order they were walked, its cells. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from app import strict_json

LARGEST = 999
MOST_PASSED_ON = 9
# 3: fixed at once; 1!: passed on; 3+1!: both.
_CELL = re.compile(r"(?P<fixed>\d{1,3})?(?:(?(fixed)\+)(?P<passed_on>\d)!)?", re.ASCII)


@dataclass(frozen=True)
class Cell:
    """How many of a category were fixed at once in a place, and how many were passed on."""

    fixed: int = 0
    passed_on: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was counted."""
        return not (self.fixed or self.passed_on)


@dataclass(frozen=True)
class Row:
    """A place and what was counted there: a lane's or a courtyard's id, cells by category."""

    lane_id: int | None
    courtyard_id: int | None
    cells: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class TallySheet:
    """A sheet, each part checked: who walked from when to when, and the rows in their order."""

    id: UUID
    team_id: int
    started_at: datetime
    ended_at: datetime
    members: tuple[int, ...]
    rows: tuple[Row, ...]

    @property
    def digest(self) -> bytes:
        """Return the SHA-256 by which the same sheet is known again."""
        said = asdict(self) | {
            "id": str(self.id),
            "started_at": self.started_at.isoformat(),
            "ended_at": self.ended_at.isoformat(),
        }
        return hashlib.sha256(strict_json.dumps(said).encode()).digest()

    def times(self) -> Iterator[tuple[Row, datetime]]:
        """Yield each row with the moment it is taken for: evenly along the walk."""
        span = (self.ended_at - self.started_at) / max(len(self.rows), 1)
        for n, row in enumerate(self.rows):
            moment = self.started_at + span * n + span / 2
            yield row, moment - timedelta(microseconds=moment.microsecond)


def cell_of(text: str, *, repair: bool) -> Cell | None:
    """Read a cell: 3 is fixed at once, 1! passed on, 3+1! both; what is a repair is passed on.

    Args:
        text: As typed; full-width signs and blanks are taken too.
        repair: Whether the category is one that stewards can only pass on.

    Returns:
        The cell; None where the text is none.

    >>> cell_of("3 + 1!", repair=False)
    Cell(fixed=3, passed_on=1)
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _CELL.fullmatch(plain)
    if found is None:
        return None
    fixed, passed_on = int(found["fixed"] or 0), int(found["passed_on"] or 0)
    if repair:
        return Cell(0, fixed + passed_on) if fixed + passed_on <= MOST_PASSED_ON else None
    return Cell(fixed, passed_on)


def report_id(sheet: UUID, row: Row, category: str, number: int) -> UUID:
    """Return the id of a report of a sheet: the same whenever the sheet is entered."""
    place = f"lane {row.lane_id}" if row.lane_id is not None else f"courtyard {row.courtyard_id}"
    return uuid5(sheet, f"{place} {category} {number}")
