"""What a day asks: which places are due, which are worth a way, and how much. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from app.places.hours import Hours
from app.planning.demand_queries import AskedPlace

# What a pass is worth; own choices (docs/planning.md).
FINDING = 2.0  # for every problem that is expected there that day
WAITING = 0.5  # for every time that its interval has gone by since the last pass
MOST_INTERVALS = 6.0  # a lane forgotten for years does not outweigh everything else
UNKNOWN = 1.0  # for a place that nobody passed in 90 days: nobody knows what it would show


@dataclass(frozen=True)
class Need:
    """A place and what it asks: `required` where it is due, `prize` as in geo.routing.plan.

    `team_id` is the team that the supervisor gave it to, None: any.
    """

    place: AskedPlace
    required: bool
    prize: float
    team_id: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Return what the place is found by: kind and id."""
        return self.place.kind, self.place.id

    @property
    def every_days(self) -> int:
        """Return how often the place is to be passed."""
        return self.place.every_days

    @property
    def days_since(self) -> int | None:
        """Return the days since the last pass, None where there was none."""
        return self.place.days_since

    @property
    def hours(self) -> Hours | None:
        """Return between which hours the place is to be looked at, None: at any time."""
        return self.place.hours

    @property
    def heat(self) -> float:
        """Return what the place is expected to show."""
        return self.place.heat.value

    @property
    def reports(self) -> int:
        """Return from how many reports that is known."""
        return self.place.heat.reports


Locks = dict[tuple[str, int], int]


def needs(
    places: Iterable[AskedPlace],
    locks: Locks | None = None,
    present: Collection[int] | None = None,
) -> list[Need]:
    """Return what each place asks of the day, in the order given.

    Args:
        places: The places on the eve of the day.
        locks: Teams by kind and id of the places that they were given; a given place is required.
        present: The teams that walk, None: any; what was given to another is anybody's.
    """
    given = locks or {}
    theirs = {key: team for key, team in given.items() if present is None or team in present}
    return [
        Need(
            place,
            required=is_due(place) or (place.kind, place.id) in given,
            prize=worth(place),
            team_id=theirs.get((place.kind, place.id)),
        )
        for place in places
    ]


def within_reach(found: Sequence[Need], most: int) -> tuple[list[Need], list[Need]]:
    """Return the most urgent needs, at most so many, and the rest; both in the order given.

    A city's ten thousand lanes are more than its teams could ever walk in a day: only those that
    could be chosen at all are weighed against each other. Places given by hand always are.
    """
    first = sorted(found, key=lambda n: (n.team_id is None, not n.required, -n.prize))[:most]
    chosen = {need.key for need in first}
    kept = [need for need in found if need.key in chosen]
    return kept, [need for need in found if need.key not in chosen]


def is_due(place: AskedPlace) -> bool:
    """Tell whether a place's interval has gone by, or nobody ever passed it."""
    return place.days_since is None or place.days_since >= place.every_days


def worth(place: AskedPlace) -> float:
    """Return what passing a place is worth: its heat, its waiting, and what nobody knows of it."""
    since = MOST_INTERVALS if place.days_since is None else place.days_since / place.every_days
    waited = WAITING * min(since, MOST_INTERVALS)
    return FINDING * place.heat.value + waited + UNKNOWN / sqrt(1.0 + place.passes)


def by_urgency(found: Sequence[Need]) -> list[Need]:
    """Return needs as a list shows them: the due first, the worthiest first, then by code."""
    return sorted(found, key=lambda n: (not n.required, -n.prize, n.place.kind, n.place.code))
