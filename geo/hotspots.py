"""Hot spots: which lanes have more problems than the effort spent on them explains.

    records = LaneRecords(finds, passes, off_patrol, residents, pairs)   # arrays, lanes x days
    found = assess(records)
    found.patrols.rate, .low, .high, .worse    # per pass: what patrols find
    found.daily.rate, .low, .high, .worse      # per day: what comes without a patrol
    found.trend.ratio, .rising                 # of late against before
    found.clusters.z, .q, .flag                # with its neighbours
    found.expected                             # problems tomorrow where the lane is passed once
    found.flag, found.reasons[Reason.WORSE_ON_PATROL]   # booleans per lane

Every array has one entry per lane, in the order that the lanes were handed in. The parts stand
alone as well: `lane_rates` and `neighbour_factor` (geo.rates), `trends` (geo.trends), `clusters`
(geo.clusters), `gi_star` and `benjamini_hochberg` (geo.getis), `effective` (geo.discount);
`inherited` (geo.lineage) carries records over merges and splits of lanes before all this.

What patrols find is divided by passes: a lane that is patrolled five times as often is reported
five times as often. What residents report, and what stewards find when they are not on patrol, has
no pass behind it: it enters no rate per pass, and is counted per day.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.clusters import Clusters, clusters
from geo.discount import HALF_LIVES, checked, effective
from geo.errors import ShapeMismatch
from geo.rates import Rates, lane_rates
from geo.trends import RECENT_DAYS, Trends, trends

__all__ = ["Assessment", "LaneRecords", "Reason", "assess"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# A lane is called worse than others when this sure: with twice the median already asked for, at
# most a few communities of a hundred without any difference have such a lane (docs/hotspots.md).
SURE: Final = 0.95
_RISING: Final = 0.975
# A lane with less than this share of the median lane's exposure is one that nobody knows.
_UNKNOWN: Final = 0.25


class Reason(StrEnum):
    """Why a lane is worth a supervisor's look. Only the first three flag it."""

    WORSE_ON_PATROL = "worse_on_patrol"
    WORSE_BY_REPORTS = "worse_by_reports"
    CLUSTER = "cluster"
    RISING = "rising"
    UNKNOWN = "unknown"


FLAGGING: Final = (Reason.WORSE_ON_PATROL, Reason.WORSE_BY_REPORTS, Reason.CLUSTER)


@dataclass(frozen=True, slots=True, eq=False)
class LaneRecords:
    """What was counted on n lanes over some days, problems alone (no service, no voice).

    Arrays have shape (n, days), the oldest day first, entries >= 0. All that is said of one day
    belongs to the local day of the community.

    Attributes:
        finds: Problems that patrols found.
        passes: Passes of the lane by patrols (one per team, place and half hour).
        off_patrol: Problems that stewards found when not on patrol.
        residents: Problems that residents reported.
        pairs: Positions of lanes that meet, shape (m, 2).
        in_use: 1 on days when the lane was one (valid), else 0; None: always.
    """

    finds: ArrayLike
    passes: ArrayLike
    off_patrol: ArrayLike
    residents: ArrayLike
    pairs: ArrayLike
    in_use: ArrayLike | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """What is known of every lane; see the module's head.

    Attributes:
        patrols: Finds per pass.
        daily: Reports without a patrol behind them, per day.
        trend: Of both together, effort allowed for.
        clusters: Of both together.
        expected: Problems on the next day where the lane is passed once.
        reasons: For each reason, which lanes have it.
        flag: Lanes with a reason that flags.
    """

    patrols: Rates
    daily: Rates
    trend: Trends
    clusters: Clusters
    expected: Floats
    reasons: dict[Reason, Flags]
    flag: Flags


def assess(
    records: LaneRecords,
    half_lives: tuple[float, ...] = HALF_LIVES,
    recent_days: int = RECENT_DAYS,
    seed: int = 0,
) -> Assessment:
    """Judge every lane of a community by its records.

    Args:
        records: Counts per lane and day, the newest day last; one day or more.
        half_lives: Days after which what was counted, and the effort, counts half; mixed.
        recent_days: What "of late" means for the trend, days; with fewer days than that on record
            nothing is said of trends.
        seed: Of the random deals of the cluster test: the same seed, the same answer.

    Returns:
        The assessment. No lanes, no reports and no passes are answered like anything else.

    Raises:
        ShapeMismatch, WeightOutOfRange, NotAdjacency, HalfLifeOutOfRange: As their names say.

    Source:
        docs/hotspots.md says which method stands where, with its paper.
    """
    finds, passes, daily, days = _checked(records)
    patrols = lane_rates(*effective(finds, passes, half_lives))
    reported = lane_rates(*effective(daily, days, half_lives))
    effort = passes * _pooled(patrols) + days * _pooled(reported)
    seen = np.where(passes > 0.0, finds, 0.0) + np.where(days > 0.0, daily, 0.0)
    together = clusters(*effective(seen, effort, half_lives), records.pairs, seed)
    trend = _trend(seen, effort, recent_days)
    reasons = {
        Reason.WORSE_ON_PATROL: patrols.worse >= SURE,
        Reason.WORSE_BY_REPORTS: reported.worse >= SURE,
        Reason.CLUSTER: together.flag,
        Reason.RISING: trend.rising >= _RISING,
        Reason.UNKNOWN: patrols.exposure < _UNKNOWN * _middle(patrols.exposure),
    }
    flag = np.logical_or.reduce([reasons[reason] for reason in FLAGGING])
    expected = patrols.rate + reported.rate
    return Assessment(patrols, reported, trend, together, expected, reasons, flag)


def _checked(records: LaneRecords) -> tuple[Floats, Floats, Floats, Floats]:
    """Return finds, passes, what came without a patrol, and days in use; all of one shape."""
    finds, passes = checked(records.finds), checked(records.passes)
    off_patrol, residents = checked(records.off_patrol), checked(records.residents)
    days = np.ones_like(finds) if records.in_use is None else checked(records.in_use)
    shapes = [array.shape for array in (finds, passes, off_patrol, residents, days)]
    if finds.ndim != 2 or len(set(shapes)) > 1:  # noqa: PLR2004
        message = f"Records per lane and day do not belong together: {shapes}"
        raise ShapeMismatch(message)
    daily = off_patrol + residents
    return finds, passes, daily, days


def _pooled(rates: Rates) -> float:
    """Return events per pass or day of all lanes together."""
    total = float(rates.exposure.sum())
    return float(rates.events.sum()) / total if total > 0.0 else 0.0


def _trend(events: Floats, effort: Floats, recent_days: int) -> Trends:
    """Return the trends, none where there are not more days than the recent ones."""
    lanes, days = events.shape
    if days <= recent_days:
        return Trends(np.ones(lanes), np.full(lanes, 0.5))
    return trends(events, effort, recent_days)


def _middle(values: Floats) -> float:
    """Return the median, 0 of nothing."""
    return float(np.median(values)) if values.size else 0.0
