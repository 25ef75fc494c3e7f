"""What is found wrong with a network of lanes, in words and places that a person can act on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry import Point


class Defect(StrEnum):
    """Kinds of findings; `Finding.mended` says whether the network is already right there."""

    ZERO_LENGTH = "zero_length"  # the lane leads nowhere; it has no edges
    TOO_SHORT = "too_short"  # the lane is shorter than the snapping: a loop at one node
    CROSSING = "crossing"  # two lanes cross, or touch, where neither ends: a node now
    T_JUNCTION = "t_junction"  # a lane's end lies on, or just misses, the inside of another
    GAP_CLOSED = "gap_closed"  # two lanes' ends did not quite meet: one node now
    GAP = "gap"  # a lane's end misses another lane by a few metres: left open
    DUPLICATE = "duplicate"  # two lanes run the same way from end to end
    OVERLAP = "overlap"  # two lanes run the same way for a part
    SELF_LOOP = "self_loop"  # a stretch of a lane ends where it begins
    DEAD_END = "dead_end"  # nothing goes on here
    ISLAND = "island"  # no way leads from these lanes to the rest
    POINT_TOO_FAR = "point_too_far"  # an extra point has no lane near enough


# Mended by building, or nothing that has to be mended; all else waits for a person.
_MENDED = frozenset(
    {
        Defect.CROSSING,
        Defect.T_JUNCTION,
        Defect.GAP_CLOSED,
        Defect.SELF_LOOP,
        Defect.DEAD_END,
        Defect.TOO_SHORT,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found.

    Attributes:
        kind: What it is.
        lanes: Positions of the lines concerned, in the input; of the point for POINT_TOO_FAR.
        place: Where, projected, metres.
        metres: How much: the gap, the overlap, the island's length, the loop's length; 0 where
            there is nothing to measure.
    """

    kind: Defect
    lanes: tuple[int, ...]
    place: Point
    metres: float = 0.0

    @property
    def mended(self) -> bool:
        """Return whether the network is right there without anybody doing anything."""
        return self.kind in _MENDED


@dataclass(frozen=True, slots=True)
class TopologyReport:
    """What a person should know about the lines that a network was built from.

    Attributes:
        findings: By kind, then by lane.
        input_m: Length of all lines, metres.
        network_m: Length of all edges, metres; lanes that run the same way count twice.
        doubled_m: Length that counts twice, metres.
        pieces: Number of parts of the network between which no way leads.
    """

    findings: tuple[Finding, ...]
    input_m: float
    network_m: float
    doubled_m: float
    pieces: int

    def of(self, kind: Defect) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind is kind)

    @property
    def waiting(self) -> tuple[Finding, ...]:
        """Return the findings that wait for a person."""
        return tuple(finding for finding in self.findings if not finding.mended)

    @property
    def counts(self) -> dict[Defect, int]:
        """Return how many findings there are of each kind that occurs."""
        found = Counter(finding.kind for finding in self.findings)
        return {kind: found[kind] for kind in Defect if found[kind]}
