"""The figures of a bulletin, duty by duty: what each counts, and which records it opens.

Which figures there are follows from the community's categories, not from a list in the code: what
can be handled at once is counted by what was handled, what cannot is a repair and counted where it
was passed on, and a voice is counted wherever it was heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.bulletin.queries import Walk
from app.bulletin.selections import EVERY, Count, Selection, quantity_in, reports_in
from app.places.definitions import Category, CommunityCategory

HOUR_S = 3600
FIXED, ESCALATED = "fixed", "escalated"
VISITED = ("household", "shop")

Known = tuple[Category, CommunityCategory]


class Duty(StrEnum):
    """The five duties of a steward, in their order."""

    PATROL = "patrol"
    VISIT = "visit"
    RECORD = "record"
    FIX = "fix"
    TELL = "tell"


class Measure(StrEnum):
    """What a figure is: hours of duty, a number of records, or the sum of what they count."""

    HOURS = "hours"
    RECORDS = "records"
    QUANTITY = "quantity"


@dataclass(frozen=True)
class Counted:
    """What was counted in a period."""

    reports: tuple[Count, ...]
    walks: tuple[Walk, ...]
    visits: dict[str, int]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is known of the period."""
        return not (self.reports or self.walks or self.visits)

    @property
    def hours(self) -> float:
        """Return the teams' duty time in hours, each team's counted once."""
        return sum(walk.seconds for walk in self.walks) / HOUR_S


class Opens(StrEnum):
    """Which list holds the records of a figure."""

    REPORTS = "reports"
    PATROLS = "patrols"
    VISITS = "visits"


@dataclass(frozen=True)
class Definition:
    """What a figure counts: `selection` for reports, `visited` for visits; patrols are all taken.

    `category` and `own` are set where the figure is about one category.
    """

    key: str
    duty: Duty
    measure: Measure
    opens: Opens = Opens.REPORTS
    selection: Selection = EVERY
    visited: str = ""
    category: Category | None = None
    own: CommunityCategory | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what an address needs, besides the period, to list the same records."""
        return {"kind": self.visited} if self.visited else self.selection.arguments

    def measured(self, counted: Counted) -> float:
        """Return the figure of what was counted."""
        if self.opens is Opens.PATROLS:
            return counted.hours if self.measure is Measure.HOURS else len(counted.walks)
        if self.opens is Opens.VISITS:
            return counted.visits.get(self.visited, 0)
        measure = quantity_in if self.measure is Measure.QUANTITY else reports_in
        return measure(counted.reports, self.selection)


@dataclass(frozen=True)
class Figure:
    """A figure with its value; `previous` is None where there is nothing to compare with."""

    what: Definition
    value: float
    previous: float | None


def figures(known: Sequence[Known], now: Counted, before: Counted | None) -> tuple[Figure, ...]:
    """Return a period's figures in the order of the duties.

    Args:
        known: The community's categories in their order.
        now: What was counted in the period.
        before: What was counted in the period that it is compared with, or None.
    """
    made = (
        Figure(what, what.measured(now), None if before is None else what.measured(before))
        for what in definitions(known)
    )
    return tuple(one for one in made if _is_told(one))


def definitions(known: Sequence[Known]) -> Iterator[Definition]:
    """Yield what a community's bulletins count, in the order of the duties."""
    yield Definition("hours", Duty.PATROL, Measure.HOURS, Opens.PATROLS)
    yield Definition("patrols", Duty.PATROL, Measure.RECORDS, Opens.PATROLS)
    for kind in VISITED:
        yield Definition(f"visits.{kind}", Duty.VISIT, Measure.RECORDS, Opens.VISITS, visited=kind)
    yield Definition("pins", Duty.RECORD, Measure.RECORDS)
    yield Definition(
        "pins.resident", Duty.RECORD, Measure.RECORDS, selection=Selection(found_by="resident")
    )
    yield from _about(known, "voice", "heard", Duty.RECORD, None)
    yield from _about(known, "problem", "fixed", Duty.FIX, FIXED)
    yield from _about(known, "service", "fixed", Duty.FIX, FIXED)
    repairs = tuple(shared.code for shared, _own in known if is_repair(shared))
    others = tuple(shared.code for shared, _own in known if not is_repair(shared))
    for key, codes in (("repairs", repairs), ("passed_on", others)):
        if codes:
            selection = Selection(codes, ESCALATED)
            yield Definition(key, Duty.TELL, Measure.RECORDS, selection=selection)


def is_repair(category: Category) -> bool:
    """Tell whether stewards can do nothing about it themselves but pass it on."""
    return category.kind == "problem" and not category.handlings


def _about(
    known: Sequence[Known], kind: str, key: str, duty: Duty, outcome: str | None
) -> Iterator[Definition]:
    """Yield a figure for each category of a kind, repairs left out."""
    for shared, own in known:
        if shared.kind == kind and not is_repair(shared):
            yield Definition(
                f"{key}.{shared.code}",
                duty,
                Measure.QUANTITY,
                selection=Selection((shared.code,), outcome),
                category=shared,
                own=own,
            )


def _is_told(figure: Figure) -> bool:
    """Tell whether a figure is worth a place: nought of a retired category or of a rest is not."""
    retired = figure.what.own is not None and figure.what.own.retired
    return bool(figure.value or figure.previous) or not (retired or figure.what.key == "passed_on")
