"""The truth behind the demo's records: how often a patrol really finds something in a place.

The product's statistics see only the records; tests compare what they say with this truth.
"""

from datetime import date
from typing import Final

from shapely import Point

from app.demo.town import Courtyard, Lane
from app.demo.town_plan import LaneKind

TRULY_WORSE: Final = frozenset({"BL-L023", "BL-L027", "BL-L029", "BL-L034"})
"""Lanes where a pass finds four times as much as elsewhere."""

MERELY_WATCHED: Final = frozenset({"BL-L002", "BL-L005", "BL-L008", "BL-L033"})
"""Lanes passed 4 to 5 times as often as others, with an ordinary rate."""

UNCLAIMED: Final = frozenset({"BL-L019", "BL-L048", "BL-L058", "BL-L063", "BL-C003", "BL-C038"})
"""Places that no team answers for; no patrol goes there, only residents report."""

WORSE_TIMES: Final = 4.0
LANE_FINDS: Final = 0.55
"""Problems that one pass of an ordinary lane of `USUAL_M` finds, on average."""

COURTYARD_FINDS: Final = 0.38
USUAL_M: Final = 120.0

MARKET_DAYS: Final = frozenset({2, 5})
"""Wednesday and Saturday, as `date.weekday` counts."""

MARKET_TIMES: Final = (1.5, 0.8)
"""Near the ring on a market day and on another day; the week's mean is 1."""

NEAR_RING_M: Final = 190.0


def true_rate(place: Lane | Courtyard) -> float:
    """Return how many problems one pass of a place finds, on average over the week.

    Long lanes have more, but less than in proportion: by the root of their length.
    """
    if isinstance(place, Courtyard):
        return COURTYARD_FINDS
    times = WORSE_TIMES if place.code in TRULY_WORSE else 1.0
    return float(LANE_FINDS * times * (place.line.length / USUAL_M) ** 0.5)


def day_factor(place: Lane | Courtyard, day: date) -> float:
    """Return how a place's rate differs on a day: busier near the ring on market days."""
    if isinstance(place, Courtyard) or not near_ring(place):
        return 1.0
    return MARKET_TIMES[0] if day.weekday() in MARKET_DAYS else MARKET_TIMES[1]


def near_ring(lane: Lane) -> bool:
    """Tell whether a lane is the ring or has its middle close to it."""
    middle = lane.line.interpolate(0.5, normalized=True)
    return lane.kind is LaneKind.RING or middle.distance(Point(0, 0)) < NEAR_RING_M
