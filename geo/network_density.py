"""Kernel density along a network, at any places, from any places.

    placed = LaneLines(lines)                      # geo.lane_graph
    events, _ = placed.snap(points)
    density(placed.graph, events, None, samples, Along(300.0))

Values are events per metre of lane. For a whole map drawn again and again see `geo.network_heat`.
"""

import enum
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.discount import checked
from geo.errors import BandwidthOutOfRange, ShapeMismatch
from geo.lane_graph import LaneGraph, Positions

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_MIN_BANDWIDTH_M: Final = 0.01
# Wider than this a kernel reaches every lane of a district from everywhere.
_MAX_BANDWIDTH_M: Final = 1e5
_ANY_DEPTH: Final = -1


class Method(enum.StrEnum):
    """What becomes of an event's weight where lanes meet.

    SIMPLE: the kernel of the shortest distance; weight is made at every junction.
    DISCONTINUOUS: split evenly among the other lanes; no weight is made or lost, and the value
        jumps at junctions.
    CONTINUOUS: split so that the value does not jump, by letting some of it turn back; no weight is
        made or lost.
    """

    SIMPLE = "simple"
    DISCONTINUOUS = "discontinuous"
    CONTINUOUS = "continuous"


class Shape(enum.StrEnum):
    """Shape of the hill that one event heaps up along a lane; each ends at the bandwidth."""

    QUARTIC = "quartic"
    EPANECHNIKOV = "epanechnikov"
    TRIANGLE = "triangle"
    UNIFORM = "uniform"


@dataclass(frozen=True, slots=True)
class Along:
    """How density along lanes is computed.

    Args:
        bandwidth_m: Where the kernel ends, metres along the lanes.
        method: See `Method`.
        shape: See `Shape`.
        turn_back: Whether weight that comes to a dead end turns back, so that none is lost there;
            R's spNetwork drops it. The simple method knows no weight, and takes no notice.
        most_junctions: Junctions (three ways or more) that weight passes at most; None: any number.
    """

    bandwidth_m: float
    method: Method = Method.SIMPLE
    shape: Shape = Shape.QUARTIC
    turn_back: bool = True
    most_junctions: int | None = None

    def __post_init__(self) -> None:
        """Refuse what gives no picture.

        Raises:
            BandwidthOutOfRange: The bandwidth is not 1 cm to 100 km.
        """
        if not _MIN_BANDWIDTH_M <= self.bandwidth_m <= _MAX_BANDWIDTH_M:
            message = f"A bandwidth along lanes is 1 cm to 100 km, not {self.bandwidth_m} m"
            raise BandwidthOutOfRange(message)

    @property
    def rule(self) -> tuple[int, int, bool]:
        """The method, greatest depth and turning back, as `geo.beams` takes them."""
        depth = _ANY_DEPTH if self.most_junctions is None else self.most_junctions
        return list(Method).index(self.method), depth, self.turn_back


def density(
    graph: LaneGraph,
    events: Positions,
    weights: ArrayLike | None,
    samples: Positions,
    setting: Along,
) -> Floats:
    """Return the density of events at samples.

    Args:
        graph: The network.
        events: Where they happened.
        weights: Of each event, >= 0, shape (n,); None: 1 each.
        samples: Where the density is wanted.
        setting: Bandwidth, method and shape.

    Returns:
        Events per metre of lane, shape (samples,); the kernel is divided by the bandwidth
        (spNetwork's div = "bw").

    Raises:
        OffTheNetwork: An event or a sample is not on the network.
        ShapeMismatch, WeightOutOfRange: The weights are none.

    Source:
        Okabe and Sugihara, "Spatial Analysis along Networks" (2012) ch. 9; Okabe, Satoh and
        Sugihara, Int. J. Geogr. Inf. Sci. 23 (2009) 7-32 (the equal-split methods). An event at
        a junction of n lanes starts out with 2 / n on each, as in R's spNetwork.
    """
    from geo import beams  # noqa: PLC0415 -- numba takes half a second to load

    graph.check(events)
    graph.check(samples)
    weight = np.ones(events.edge.size) if weights is None else checked(weights)
    if weight.shape != events.edge.shape:
        message = f"{weight.shape} weights for {events.edge.shape} events"
        raise ShapeMismatch(message)
    order = np.argsort(samples.edge, kind="stable")
    begin = np.searchsorted(samples.edge[order], np.arange(graph.length.size + 1))
    sources = (events.edge, events.offset, weight)
    targets = (begin.astype(np.int64), samples.offset[order])
    shape = list(Shape).index(setting.shape)
    found = np.empty(samples.edge.size)
    found[order] = beams.densities(
        arrays(graph), sources, targets, setting.bandwidth_m, shape, setting.rule
    )
    return found


def arrays(graph: LaneGraph) -> tuple[Whole, Whole, Floats, Whole, Whole]:
    """Return a network as `geo.beams` takes it."""
    starts, spokes = graph.spokes
    return graph.tail, graph.head, graph.length, starts, spokes
