"""What is known of every lane, day by day: what was found, who passed, what residents reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.hotspots.filters import Filter
from app.hotspots.queries import counted, half_hour_of
from app.patrols.models import Pass
from app.places.models import Lane, LaneLineage
from app.policy import Viewer
from app.reports.tally_models import LaneTally

MOST_DAYS = 730  # older records weigh a twentieth or less
MEET_M = 3.0  # lanes that end so near to each other are drawn apart, but one walks across

Days = NDArray[np.float64]


@dataclass(frozen=True)
class KnownLane:
    """A lane that is or was; the day it ends is no longer its own."""

    id: int
    code: str
    name_zh: str
    name_bo: str
    name_en: str
    length_m: float
    valid_from: date
    valid_to: date | None

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the lane is one on a day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to > day)


@dataclass(frozen=True)
class Records:
    """Counts of n lanes over some days, shape (n, days), oldest day first.

    `links` are positions of a lane and its successor and the share that goes over; `pairs` are
    positions of lanes that meet, shape (m, 2). `first` is the day of the first column.
    """

    lanes: list[KnownLane]
    first: date
    finds: Days
    passes: Days
    off_patrol: Days
    residents: Days
    in_use: Days
    links: list[tuple[int, int, float]]
    pairs: NDArray[np.int64]


def records(session: Session, viewer: Viewer, day: date, category: str | None) -> Records:
    """Return what was counted of the lanes up to a day, that day too, problems of a category."""
    earliest = date.fromordinal(max(1, day.toordinal() - MOST_DAYS + 1))
    wanted = Filter(earliest, day, category)
    counts = _counts(session, viewer, wanted)
    walked = _passes(session, viewer, wanted)
    days = [on for _lane, on, _finder, _n in counts] + [on for _lane, on, _n in walked]
    first = min(days, default=day)
    lanes = _lanes(session, viewer)
    position = {lane.id: i for i, lane in enumerate(lanes)}
    shape = (len(lanes), (day - first).days + 1)
    by_finder = {name: np.zeros(shape) for name in ("patrol", "off_patrol", "resident")}
    for lane_id, on, finder, reports in counts:
        by_finder[finder][position[lane_id], (on - first).days] += reports
    passes = np.zeros(shape)
    for lane_id, on, number in walked:
        passes[position[lane_id], (on - first).days] = number
    return Records(
        lanes=lanes,
        first=first,
        finds=by_finder["patrol"],
        passes=passes,
        off_patrol=by_finder["off_patrol"],
        residents=by_finder["resident"],
        in_use=_in_use(lanes, first, shape),
        links=_links(session, viewer, lanes, position),
        pairs=_pairs(session, viewer, position),
    )


def pass_counts(session: Session, viewer: Viewer, wanted: Filter) -> dict[int, int]:
    """Return passes by lane in a period: each team, lane and half hour once."""
    found: dict[int, int] = {}
    for lane_id, _day, number in _passes(session, viewer, wanted):
        found[lane_id] = found.get(lane_id, 0) + number
    return found


def _counts(session: Session, viewer: Viewer, wanted: Filter) -> list[tuple[int, date, str, int]]:
    columns = (LaneTally.lane_id, LaneTally.local_day, LaneTally.found_by)
    statement = counted(
        select(*columns, func.sum(LaneTally.reports)), LaneTally, viewer, wanted
    ).group_by(*columns)
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(statement)]


def _passes(session: Session, viewer: Viewer, wanted: Filter) -> list[tuple[int, date, int]]:
    """Return passes by lane and local day: however many phones, a team's half hour counts once."""
    local = func.timezone(viewer.time_zone, Pass.passed_at)
    once = (
        select(Pass.lane_id, func.min(func.date(local)).label("day"))
        .where(
            Pass.community_id == viewer.community_id,
            Pass.lane_id.is_not(None),
            func.date(local).between(wanted.start, wanted.end),
        )
        .group_by(Pass.lane_id, Pass.team_id, half_hour_of(Pass.passed_at))
    )
    each = once.subquery()
    rows = session.execute(
        select(each.c.lane_id, each.c.day, func.count()).group_by(each.c.lane_id, each.c.day)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _lanes(session: Session, viewer: Viewer) -> list[KnownLane]:
    """Return the lanes that there are and that there were, by code."""
    columns = (
        Lane.id,
        Lane.code,
        Lane.name_zh,
        Lane.name_bo,
        Lane.name_en,
        Lane.length_m,
        Lane.valid_from,
        Lane.valid_to,
    )
    mine = select(*columns).where(Lane.community_id == viewer.community_id)
    return [KnownLane(*row) for row in session.execute(mine.order_by(Lane.code, Lane.id))]


def _in_use(lanes: list[KnownLane], first: date, shape: tuple[int, int]) -> Days:
    """Return 1 on the days on which a lane was one."""
    found = np.zeros(shape)
    for row, lane in enumerate(lanes):
        start = max(0, (lane.valid_from - first).days)
        end = shape[1] if lane.valid_to is None else max(0, (lane.valid_to - first).days)
        found[row, start:end] = 1.0
    return found


def _links(
    session: Session, viewer: Viewer, lanes: list[KnownLane], position: dict[int, int]
) -> list[tuple[int, int, float]]:
    """Return who carries on whose history; shares of more than a whole are scaled down to it.

    A successor that is no younger than what it succeeds is left out: history runs one way.
    """
    mine = LaneLineage.community_id == viewer.community_id
    rows = session.execute(
        select(LaneLineage.from_lane_id, LaneLineage.to_lane_id, LaneLineage.share).where(mine)
    )
    links = [(position[row[0]], position[row[1]], row[2]) for row in rows]
    links = [one for one in links if lanes[one[0]].valid_from < lanes[one[1]].valid_from]
    given = np.zeros(len(lanes))
    for old, _new, share in links:
        given[old] += share
    return [(old, new, share / max(1.0, given[old])) for old, new, share in links]


_PAIRS = text("""
    SELECT a.id, b.id FROM lane a JOIN lane b
        ON b.community_id = a.community_id AND b.id > a.id
        AND b.geom && ST_Expand(a.geom, :degrees)
        AND ST_DWithin(a.geom::geography, b.geom::geography, :metres, false)
    WHERE a.community_id = :community
    ORDER BY a.id, b.id
""")


def _pairs(session: Session, viewer: Viewer, position: dict[int, int]) -> NDArray[np.int64]:
    """Return the positions of lanes that meet."""
    given = {"community": viewer.community_id, "metres": MEET_M, "degrees": MEET_M / 10_000.0}
    rows = session.execute(_PAIRS, given)
    found = [(position[row[0]], position[row[1]]) for row in rows]
    return np.array(found, np.int64).reshape(-1, 2)
