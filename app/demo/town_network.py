"""Centre lines of the demo's lanes: smooth curves through the plan's junctions."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import LineString

from app.demo.town_plan import LaneKind, PlannedLane, junction

Points = NDArray[np.float64]

SAMPLE_M: Final = 7.0
"""Spacing of vertices along a curve, metres: own choice, smooth at street scale."""

SWAY: Final[dict[LaneKind, float]] = {
    LaneKind.RING: 0.0,
    LaneKind.MAIN: 0.0,
    LaneKind.LANE: 0.07,
    LaneKind.LINK: 0.08,
    LaneKind.DEAD_END: 0.06,
}
"""How far the middle of a stretch sways aside, as a share of its length: own choice by eye."""


def centre_line(
    plan: PlannedLane, rng: np.random.Generator, lead: tuple[Points | None, Points | None]
) -> LineString:
    """Return the winding centre line of a planned lane.

    Args:
        plan: The lane; every junction in `via` becomes a vertex, exactly.
        rng: Source of the sway.
        lead: Points before and after the lane, where it is part of a closed round, so that the
            round bends smoothly from lane to lane.

    Returns:
        Line in local metres, vertices about `SAMPLE_M` apart, rounded to 1 mm.
    """
    stops = _places(plan.via)
    bent = _sway(stops, SWAY[plan.kind], rng)
    return LineString(np.round(_spline(bent, *lead), 3))


def _places(names: Sequence[str]) -> Points:
    """Return the places of junctions, local metres, shape (n, 2)."""
    return np.array([junction(name) for name in names], dtype=np.float64)


def _sway(stops: Points, share: float, rng: np.random.Generator) -> Points:
    """Put a point beside the middle of each stretch, alternating sides; shape (n, 2)."""
    side = 1.0 if rng.random() < 0.5 else -1.0  # noqa: PLR2004  (a fair coin)
    points = [stops[0]]
    for start, end in pairwise(stops):
        along = end - start
        normal = np.array([-along[1], along[0]])
        offset = side * share * rng.uniform(0.5, 1.1)
        points += [start + 0.5 * along + offset * normal, end]
        side = -side
    return np.array(points)


def _spline(points: Points, before: Points | None, after: Points | None) -> Points:
    """Return a centripetal Catmull-Rom curve through all points.

    Source:
        Yuksel, Schaefer, Keyser: On the parameterization of Catmull-Rom curves (2009); alpha 0.5
        gives neither cusps nor loops within a stretch.
    """
    first = 2 * points[0] - points[1] if before is None else before
    last = 2 * points[-1] - points[-2] if after is None else after
    padded = np.vstack([first, points, last])
    pieces = [_stretch(padded[i : i + 4]) for i in range(len(points) - 1)]
    return np.vstack([*pieces, points[-1:]])


def _stretch(four: Points) -> Points:
    """Return samples of the curve from the second to the third of four points, end left out."""
    gaps = np.sqrt(np.linalg.norm(np.diff(four, axis=0), axis=1))
    t0, t1, t2, t3 = np.concatenate([[0.0], np.cumsum(gaps)])
    steps = max(2, round(float(np.linalg.norm(four[2] - four[1])) / SAMPLE_M))
    t = np.linspace(t1, t2, steps, endpoint=False)[:, None]
    a1 = _mix(four[0], four[1], t0, t1, t)
    a2 = _mix(four[1], four[2], t1, t2, t)
    a3 = _mix(four[2], four[3], t2, t3, t)
    b1, b2 = _mix(a1, a2, t0, t2, t), _mix(a2, a3, t1, t3, t)
    curve = _mix(b1, b2, t1, t2, t)
    curve[0] = four[1]
    return curve


def _mix(start: Points, end: Points, t0: float, t1: float, t: Points) -> Points:
    """Return the straight-line blend of two points (or rows of points) at parameter t."""
    return np.asarray(((t1 - t) * start + (t - t0) * end) / (t1 - t0), dtype=np.float64)


def centre_lines(plans: Sequence[PlannedLane], seed: int) -> list[LineString]:
    """Return the centre lines of all lanes, in order; each lane draws from its own stream."""
    return [
        centre_line(plan, np.random.default_rng([seed, i]), _lead(plan, plans))
        for i, plan in enumerate(plans)
    ]


def _lead(plan: PlannedLane, plans: Sequence[PlannedLane]) -> tuple[Points | None, Points | None]:
    """Return the points before and after a lane of a closed round, none for other lanes."""
    if plan.kind not in {LaneKind.RING, LaneKind.MAIN}:
        return None, None
    round_ = [other for other in plans if other.kind is plan.kind]
    before = next(other.via[-2] for other in round_ if other.via[-1] == plan.via[0])
    after = next(other.via[1] for other in round_ if other.via[0] == plan.via[-1])
    return _places([before])[0], _places([after])[0]
