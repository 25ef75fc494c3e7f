"""A day's patrols: the problem that a solver is given and the plan that it returns.

Nodes are numbered from 0. An edge is a stretch of walkable way between two nodes and takes the same
time either way. A lane is the chain of edges that it was cut into; it is walked when all of them
are. A stop is a courtyard: a node where some minutes are spent. Times are minutes from the start of
the walks, lengths are metres on the ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NO_LANE = -1


@dataclass(frozen=True, slots=True)
class Edge:
    """A stretch between two nodes.

    Attributes:
        tail: Node at its beginning.
        head: Node at its end; equal to `tail` for a loop.
        metres: Length, >= 0.
        minutes: Time to walk it, inspecting or not, > 0 unless it has no length.
        lane: Position of its lane in the problem's lanes, or NO_LANE for a way merely walked over.
    """

    tail: int
    head: int
    metres: float
    minutes: float
    lane: int = NO_LANE


@dataclass(frozen=True, slots=True)
class Demand:
    """What a lane or a stop asks of the day.

    Attributes:
        required: It is due: it must be on some walk if any plan can hold it.
        prize: What passing it is worth where it is not required, >= 0; also who is dropped last
            where not all that is required can fit.
        service_min: Minutes spent there beyond walking through (a lane's are spread over its
            edges by length), >= 0.
        window: Earliest and latest minute at which it is begun, or None. A team that comes too
            early waits.
        team: Position of the team that it is locked to, or None.
    """

    required: bool = False
    prize: float = 0.0
    service_min: float = 0.0
    window: tuple[float, float] | None = None
    team: int | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A courtyard: its node and what it asks."""

    node: int
    demand: Demand


@dataclass(frozen=True, slots=True)
class Team:
    """A team: where its walk starts and ends, and the minutes that it has, > 0."""

    start: int
    end: int
    budget_min: float


@dataclass(frozen=True, slots=True)
class Problem:
    """A day to be planned.

    Attributes:
        nodes: Number of nodes.
        edges: The walking network, in any order; it may be in several pieces.
        lanes: What each lane asks, by position; a lane without edges cannot be walked.
        stops: The courtyards.
        teams: The teams present.
        familiar: Per team, positions of the lanes that it walked yesterday; walking them again
            bears a small surcharge in the choice, never in the minutes. Empty: no such wish.
        previous: Per team, lanes (by position) of a plan that is to be kept as far as it can be,
            for planning anew when a team is absent. Empty: none.
        previous_stops: The same of the stops.
    """

    nodes: int
    edges: tuple[Edge, ...]
    lanes: tuple[Demand, ...]
    stops: tuple[Stop, ...]
    teams: tuple[Team, ...]
    familiar: tuple[frozenset[int], ...] = ()
    previous: tuple[frozenset[int], ...] = ()
    previous_stops: tuple[frozenset[int], ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """When a solver stops: work first, seconds second, so that a loaded machine answers the same.

    Attributes:
        iterations: Rounds of improvement at most, >= 0.
        cpu_seconds: Seconds of CPU at most, > 0: a safety net, not the rule.
    """

    iterations: int
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a walk: an edge walked one way, or a stop.

    Attributes:
        edge: Position of the edge, or None at a stop.
        stop: Position of the stop, or None on an edge.
        forward: From the edge's tail to its head; True at a stop.
        serves: The edge counts as inspected on this leg (once in the whole plan); False where it is
            only walked over. True at a stop.
        begins_min: When the leg begins, minutes from the walk's start.
        minutes: How long it takes, service included.
    """

    edge: int | None
    stop: int | None
    forward: bool
    serves: bool
    begins_min: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Walk:
    """What a team walks, in order; without legs where there is nothing for it to do.

    Attributes:
        team: Position of the team.
        legs: Its legs: connected, from the team's start to its end.
        minutes: From the walk's start to the end of its last leg, waiting included.
        metres: Sum over the legs.
        repeated_m: Metres walked over without serving.
        waiting_min: Minutes of standing still before a window opens, between legs.
    """

    team: int
    legs: tuple[Leg, ...]
    minutes: float
    metres: float
    repeated_m: float
    waiting_min: float = 0.0


class Why(StrEnum):
    """Why a lane or a stop is on no walk."""

    UNREACHABLE = "unreachable"  # no way leads there from any team's start (of its locked team)
    TOO_FAR = "too_far"  # going there and back alone exceeds every budget
    WINDOW = "window"  # it cannot be reached within its time
    NO_TIME = "no_time"  # the teams' minutes are used up by what is worth more
    NOT_WORTH = "not_worth"  # optional, and its prize does not pay for the way


@dataclass(frozen=True, slots=True)
class Omission:
    """A lane or a stop that is on no walk: the position of one of the two, and why."""

    lane: int | None
    stop: int | None
    why: Why


@dataclass(frozen=True, slots=True)
class Plan:
    """The day's walks, and what is proved about them.

    Attributes:
        walks: One per team, in the teams' order.
        omitted: Every lane and stop with a demand (required, or a prize) that is not walked whole.
        longest_min: Minutes of the longest walk.
        bound_min: A proved lower bound on the longest walk of any plan that serves the same
            lanes and stops.
        iterations: Rounds of improvement that were done.
        cpu_seconds: What they took.
    """

    walks: tuple[Walk, ...]
    omitted: tuple[Omission, ...]
    longest_min: float
    bound_min: float
    iterations: int
    cpu_seconds: float

    @property
    def gap(self) -> float:
        """Return how far the longest walk may be from the best: (longest - bound) / bound."""
        return (self.longest_min - self.bound_min) / self.bound_min if self.bound_min > 0 else 0.0
