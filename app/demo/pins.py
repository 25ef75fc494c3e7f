"""From a find to a report: where exactly, how many, what was done, and a note."""

from functools import cached_property
from typing import Final

import numpy as np
from shapely import Point, STRtree

from app.demo.categories import CUSTOMS, DEPARTMENTS, REPAIRS
from app.demo.finds import Find
from app.demo.record_types import FoundBy, Outcome, Report
from app.demo.town import Courtyard, Lane, Town
from app.demo.town_facilities import beside
from app.demo.walks import new_uid

END_M: Final = 8.0
"""Pins stay so far from a lane's ends, metres: nearer, another lane may be nearest."""

AT_ENTRANCE: Final = 0.6
"""Share of untidy e-bikes that stand at a courtyard's entrance, where the lane has one."""

NUMBERED_M: Final = 5.0
"""One house number to so many metres of lane, odd on the left, even on the right."""

UNDONE: Final = 0.1
WIRES_ESCALATED: Final = 0.25
NOTED: Final = 0.35
NUMBER_KNOWN: Final = 0.3
MOST: Final = 12
"""No pin counts more pieces, outside of what a total demands."""


class Pins:
    """Turns finds into reports on a town's ground."""

    def __init__(self, town: Town) -> None:
        """Prepare the look-ups of a town."""
        self._town = town

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree([lane.line for lane in self._town.lanes])

    @cached_property
    def _entrances(self) -> dict[str, list[Point]]:
        found: dict[str, list[Point]] = {}
        for yard in self._town.courtyards:
            found.setdefault(yard.lane_code, []).append(yard.entrance)
        return found

    def usual(self, find: Find, category: str, rng: np.random.Generator) -> Report:
        """Return a report as any day brings it: some left undone, some wires escalated."""
        count = 1 + min(MOST - 1, int(rng.poisson(CUSTOMS[category].more)))
        outcome = _outcome(find, category, float(rng.random()))
        return self.pin(find, category, count, outcome, rng)

    def pin(
        self, find: Find, category: str, count: int, outcome: Outcome, rng: np.random.Generator
    ) -> Report:
        """Return the report of a find.

        Args:
            find: What was met, where, when, by whom.
            category: What it is.
            count: Pieces, 1 or more.
            outcome: What came of it; only what is fixed was handled.
            rng: Source of the exact spot, the accuracy and the note.
        """
        custom = CUSTOMS[category]
        place = find.place
        yard = place if isinstance(place, Courtyard) else None
        spot = _inside(yard, rng) if yard else self._in_lane(place, category, rng)  # type: ignore[arg-type]
        lane = yard.lane_code if yard else place.code
        noted = bool(rng.random() < NOTED)
        note = custom.notes[int(rng.integers(len(custom.notes)))] if noted else ""
        return Report(
            new_uid(rng), category, count, spot, round(float(rng.gamma(4.0, 2.2)) + 2.0, 1),
            lane, yard.code if yard else None, self._number(lane, spot, rng), outcome,
            custom.handling if outcome is Outcome.FIXED else None,
            find.at, find.found_by, find.patrol, find.person, note,
        )  # fmt: skip

    def _in_lane(self, lane: Lane, category: str, rng: np.random.Generator) -> Point:
        """Return a spot in a lane that is nearest to that lane, local metres."""
        spot = lane.line.interpolate(0.5, normalized=True)
        for _ in range(20):
            tried = self._somewhere(lane, category, rng)
            if self._town.lanes[int(self._tree.nearest(tried))].code == lane.code:
                return tried
        return spot

    def _somewhere(self, lane: Lane, category: str, rng: np.random.Generator) -> Point:
        """Return a spot in a lane: at an entrance, at the edge, or anywhere."""
        doors = self._entrances.get(lane.code, [])
        along = float(rng.uniform(END_M, lane.line.length - END_M))
        if category == "ebike_disorder" and doors and rng.random() < AT_ENTRANCE:
            door = doors[int(rng.integers(len(doors)))]
            along = lane.line.project(door) + float(rng.normal(0.0, 2.5))
        edge = lane.width_m / 2 - 0.2
        aside = float(np.clip(rng.normal(0.0, lane.width_m / 4), -edge, edge))
        if category in {"shopfront", "sticker_ads", "illegal_parking"}:
            aside = float(rng.choice([-1.0, 1.0])) * (lane.width_m / 2 - 0.5)
        return beside(lane.line, float(np.clip(along, END_M, lane.line.length - END_M)), aside)

    def _number(self, code: str, spot: Point, rng: np.random.Generator) -> str:
        """Return the house number beside a spot, or nothing where nobody wrote it down."""
        if rng.random() > NUMBER_KNOWN:
            return ""
        line = next(lane.line for lane in self._town.lanes if lane.code == code)
        along = line.project(spot)
        return str(2 * int(along / NUMBERED_M) + 1 + int(rng.integers(2)))


def _inside(yard: Courtyard, rng: np.random.Generator) -> Point:
    """Return a spot in a courtyard, local metres."""
    west, south, east, north = yard.outline.bounds
    ground = yard.outline.buffer(-1.0)
    while True:
        spot = Point(float(rng.uniform(west, east)), float(rng.uniform(south, north)))
        if ground.contains(spot):
            return spot


def _outcome(find: Find, category: str, draw: float) -> Outcome:
    """Return what comes of a find, from a number drawn in [0, 1)."""
    if find.found_by is FoundBy.RESIDENT or CUSTOMS[category].handling is None:
        escalated = category in REPAIRS
        return Outcome.ESCALATED if escalated else Outcome.RECORDED
    if category in DEPARTMENTS and draw < WIRES_ESCALATED:
        return Outcome.ESCALATED
    return Outcome.RECORDED if draw > 1.0 - UNDONE else Outcome.FIXED
