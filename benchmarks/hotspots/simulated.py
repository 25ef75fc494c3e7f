"""H6 and H7: communities made up with a known truth, patrolled unevenly."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.rows import Row
from geo.clusters import clusters
from geo.hotspots import LaneRecords, assess
from geo.rates import lane_rates

Floats = NDArray[np.float64]

LANES, ACROSS = 60, 10
EVEN, UNEVEN = np.ones(LANES), np.where(np.arange(LANES) % 2 == 0, 5.0, 1.0)
PASSES = 10.0  # of a lane that is patrolled least, in a month
MEANS = (0.1, 0.5, 1.0, 5.0)
SHAPES = (0.5, 1.0, 2.0)  # of the gamma that true rates are drawn from
COMMUNITIES, UNIFORM, WHOLE = 50, 1000, 200
UNIFORM_MEANS = (0.2, 0.5, 1.0, 5.0)
MOST_FLAGGED = 0.05


def rows() -> Iterator[Row]:
    """Simulate intervals, rankings and flags."""
    for mean in MEANS:
        yield _coverage(mean)
        yield _first(mean)
    for mean in UNIFORM_MEANS:
        for patrols, exposure in (("equal", EVEN), ("5 : 1", UNEVEN)):
            yield _flagged(mean, patrols, exposure)
    yield _any_flag()


def _coverage(mean: float) -> Row:
    found = {shape: _covered(mean, shape) for shape in SHAPES}
    whole = float(np.mean(list(found.values())))
    each = ", ".join(f"shape {shape:g}: {share:.1%}" for shape, share in found.items())
    what = f"95 % intervals over {COMMUNITIES} communities each, gamma rates, mean {mean}, 5 : 1"
    return Row("H6", what, f"{whole:.1%} ({each})", "93 to 97 %", within(whole, 0.93, 0.97))


def _covered(mean: float, shape: float) -> float:
    """Return the share of intervals that hold the true rate."""
    chance = np.random.default_rng(int(mean * 10 + shape * 1000))
    inside = []
    for _ in range(COMMUNITIES):
        rate = chance.gamma(shape, mean / PASSES / shape, LANES)
        found = lane_rates(chance.poisson(rate * UNEVEN * PASSES), UNEVEN * PASSES)
        inside.append(np.mean((found.low <= rate) & (rate <= found.high)))
    return float(np.mean(inside))


def _first(mean: float) -> Row:
    chance = np.random.default_rng(int(mean * 10))
    ahead = []
    for _ in range(COMMUNITIES):
        ranks = lane_rates(chance.poisson(mean * UNEVEN), UNEVEN * PASSES).ranks()
        ahead.append(np.mean((np.sign(ranks[1::2] - ranks[::2]) + 1.0) / 2.0))
    share = float(np.mean(ahead))
    what = f"equal rates, mean {mean}, 5 : 1: lane patrolled more ranks first (ties count half)"
    return Row("H6", what, f"{share:.1%}", "45 to 55 %", within(share, 0.45, 0.55))


def _flagged(mean: float, patrols: str, exposure: Floats) -> Row:
    chance, pairs = np.random.default_rng(int(mean * 100 + exposure.sum())), neighbours()
    flagged = [
        clusters(chance.poisson(mean * exposure), exposure, pairs, seed).flag.any()
        for seed in range(UNIFORM)
    ]
    share = float(np.mean(flagged))
    what = f"uniform communities ({UNIFORM}) with a cluster flag, mean {mean}, patrols {patrols}"
    return Row("H7", what, f"{share:.1%}", f"<= {MOST_FLAGGED:.0%}", share <= MOST_FLAGGED)


def _any_flag() -> Row:
    """Judge whole communities as the product does, day by day, by every reason that flags."""
    chance, days, flagged = np.random.default_rng(7), 60, []
    none = np.zeros((LANES, days))
    for seed in range(WHOLE):
        passes = chance.poisson(np.repeat(UNEVEN[:, None] * 0.2, days, axis=1))
        finds, residents = chance.poisson(passes * 0.1), chance.poisson(none + 0.02)
        found = assess(LaneRecords(finds, passes, none, residents, neighbours()), seed=seed)
        flagged.append(found.flag.any())
    share = float(np.mean(flagged))
    what = f"uniform communities ({WHOLE}) with a lane flagged for any reason, 60 days of records"
    return Row("H7", what, f"{share:.1%}", f"<= {MOST_FLAGGED:.0%}", share <= MOST_FLAGGED)


def within(share: float, least: float, most: float) -> bool:
    """Return whether a share lies between two bounds."""
    return least <= share <= most


def neighbours() -> NDArray[np.int64]:
    """Return pairs of neighbours of lanes that lie like the squares of a board."""
    at = np.arange(LANES).reshape(-1, ACROSS)
    beside = np.stack((at[:, :-1].ravel(), at[:, 1:].ravel()), axis=1)
    below = np.stack((at[:-1].ravel(), at[1:].ravel()), axis=1)
    return np.vstack((beside, below))
