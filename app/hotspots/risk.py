"""What a pass of each lane finds, how sure that is, and which lanes to look at first, and why.

The counting is SQL's (`record_queries`), the judging `geo.hotspots`; here the two are put together,
the answer is kept while the counts stay the same, and it is made ready to travel.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.hotspots.rates import class_breaks, class_of, reference
from app.hotspots.record_queries import KnownLane, Records
from geo.hotspots import LaneRecords, Reason, assess
from geo.lineage import inherited

KEPT = 64  # assessments

Days = NDArray[np.float64]


@dataclass(frozen=True)
class LaneRisk:
    """What is known of a lane on a day.

    Attributes:
        lane: The lane.
        reports: Problems on record, those of lanes it succeeds among them.
        passes: Passes on record, likewise.
        rate: Problems that a pass finds, older records counting less.
        low: Lower end of the interval that holds the rate with probability 0.95.
        high: Its upper end.
        worse: Probability that the rate is more than twice the median lane's.
        daily: Problems a day that come without a patrol.
        trend: Rate of the last four weeks by the rate before.
        z: Gi* of what the lane and its neighbours have beyond what their exposure explains.
        q: False discovery rate of that.
        expected: Problems tomorrow, where it is passed once.
        flag: Whether it is worth a look before others.
        reasons: Why, and what else is to be known.
        step: Class of the rate, 1 to 5; 0 where nobody has passed.
    """

    lane: KnownLane
    reports: float
    passes: float
    rate: float
    low: float
    high: float
    worse: float
    daily: float
    trend: float
    z: float
    q: float
    expected: float
    flag: bool
    reasons: tuple[Reason, ...]
    step: int


@dataclass(frozen=True)
class Assessed:
    """The lanes of a day, those flagged first, then by rate; `breaks` part the classes.

    `typical` and `typical_daily` are the median lane's rates. `differ`: whether lanes differ by
    more than chance at all.
    """

    lanes: tuple[LaneRisk, ...]
    breaks: list[float]
    typical: float
    typical_daily: float
    differ: bool


_kept: OrderedDict[bytes, Assessed] = OrderedDict()
_lock = threading.Lock()


def assessed(found: Records, day: date) -> Assessed:
    """Judge the lanes that are valid on a day by what is on record; kept by what was counted."""
    key = _digest(found, day)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = _assess(found, day)
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def _assess(found: Records, day: date) -> Assessed:
    now = np.array([i for i, lane in enumerate(found.lanes) if lane.is_valid_on(day)], np.int64)
    records = _of_today(found, now)
    what = assess(records)
    breaks = class_breaks(reference(what.patrols.rate.tolist()))
    reports = sum(np.asarray(part).sum(axis=1) for part in _reports(records))
    passes = np.asarray(records.passes).sum(axis=1)
    lanes = [
        LaneRisk(
            lane=found.lanes[row],
            reports=float(reports[i]),
            passes=float(passes[i]),
            rate=float(what.patrols.rate[i]),
            low=float(what.patrols.low[i]),
            high=float(what.patrols.high[i]),
            worse=float(what.patrols.worse[i]),
            daily=float(what.daily.rate[i]),
            trend=float(what.trend.ratio[i]),
            z=float(what.clusters.z[i]),
            q=float(what.clusters.q[i]),
            expected=float(what.expected[i]),
            flag=bool(what.flag[i]),
            reasons=tuple(reason for reason, has in what.reasons.items() if has[i]),
            step=class_of(float(what.patrols.rate[i]), breaks) if passes[i] else 0,
        )
        for i, row in enumerate(now)
    ]
    lanes.sort(key=lambda one: (not one.flag, -one.rate, one.lane.code, one.lane.id))
    differ = what.patrols.differ or what.daily.differ
    return Assessed(tuple(lanes), breaks, what.patrols.typical, what.daily.typical, differ)


def _reports(records: LaneRecords) -> tuple[Days, Days, Days]:
    return (
        np.asarray(records.finds),
        np.asarray(records.off_patrol),
        np.asarray(records.residents),
    )


def _of_today(found: Records, now: NDArray[np.int64]) -> LaneRecords:
    """Return the records of today's lanes, with those that they inherit."""
    lengths = [lane.length_m for lane in found.lanes]
    finds, passes = inherited(found.finds, found.passes, lengths, found.links)
    off_patrol, in_use = inherited(found.off_patrol, found.in_use, lengths, found.links)
    residents, _ = inherited(found.residents, found.in_use, lengths, found.links)
    place = np.full(len(found.lanes), -1)
    place[now] = np.arange(len(now))
    pairs = place[found.pairs]
    return LaneRecords(
        finds=finds[now],
        passes=passes[now],
        off_patrol=off_patrol[now],
        residents=residents[now],
        pairs=pairs[(pairs >= 0).all(axis=1)],
        in_use=np.minimum(in_use[now], 1.0),
    )


def _digest(found: Records, day: date) -> bytes:
    """Return the name of all that an assessment is made from."""
    seed = hashlib.sha256(repr((day, found.first, found.lanes, found.links)).encode())
    for part in (found.finds, found.passes, found.off_patrol, found.residents, found.pairs):
        seed.update(part.tobytes())
    return seed.digest()
