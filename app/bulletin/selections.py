"""Which records a figure counts: the same selection counts them and lists them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

NO_TEAM = 0  # ids begin at 1


@dataclass(frozen=True)
class Count:
    """Reports of one category, outcome and finder: how many, and the sum of their counts."""

    category: str
    outcome: str
    found_by: str
    reports: int
    quantity: int


@dataclass(frozen=True)
class Selection:
    """Which reports: of these categories (none named: of all), with that outcome, by that finder.

    `team` 0 means reports that belong to no team; `lane` is an id.
    """

    categories: tuple[str, ...] = ()
    outcome: str | None = None
    found_by: str | None = None
    team: int | None = None
    lane: int | None = None

    def takes(self, count: Count) -> bool:
        """Tell whether a count is among those selected; team and lane are not looked at."""
        return (
            (not self.categories or count.category in self.categories)
            and self.outcome in {None, count.outcome}
            and self.found_by in {None, count.found_by}
        )

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what an address needs to select the same."""
        said = {
            "category": list(self.categories) or None,
            "outcome": self.outcome,
            "found_by": self.found_by,
            "team": self.team,
            "lane": self.lane,
        }
        return {name: value for name, value in said.items() if value is not None}


EVERY = Selection()


def reports_in(counts: Iterable[Count], selection: Selection) -> int:
    """Return how many reports are selected."""
    return sum(count.reports for count in counts if selection.takes(count))


def quantity_in(counts: Iterable[Count], selection: Selection) -> int:
    """Return the sum of what the selected reports count."""
    return sum(count.quantity for count in counts if selection.takes(count))
