"""What the demo's records are made of: frozen rows, as yet without a database.

Times are aware and in the community's zone, `ZONE`. Places are named by code. Positions are
local metres round the temple (see `app.demo.town.to_wgs84`).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from shapely import Point

from app.demo.town_names import Name

ZONE: Final = ZoneInfo("Asia/Shanghai")
"""Lhasa keeps the time of Shanghai."""


class Outcome(StrEnum):
    """What a steward did about a report."""

    FIXED = "fixed"
    ESCALATED = "escalated"
    RECORDED = "recorded"


class FoundBy(StrEnum):
    """How a report was found."""

    PATROL = "patrol"
    OFF_PATROL = "off_patrol"
    RESIDENT = "resident"


@dataclass(frozen=True)
class Person:
    """An invented person; `role` and `language` as the product's codes, `team` 0-based or none."""

    code: str
    name: Name
    role: str
    team: int | None
    language: str
    elder_mode: bool


@dataclass(frozen=True)
class Team:
    """A team of 5 to 8 stewards; the leader, a representative, is one of the members."""

    name: Name
    leader: Person
    members: tuple[Person, ...]


@dataclass(frozen=True)
class Claim:
    """A lane or courtyard that a team answers for, from a day on."""

    place: str
    team: int
    representative: str
    since: date


@dataclass(frozen=True)
class Pass:
    """A lane or courtyard walked on a patrol; `covered` is a share, 0 to 1."""

    uid: UUID
    place: str
    start: datetime
    end: datetime
    evidence: str
    covered: float


@dataclass(frozen=True)
class Patrol:
    """A team's round with the codes of those who walked it and what it passed, in order."""

    uid: UUID
    team: int
    start: datetime
    end: datetime
    members: tuple[str, ...]
    passes: tuple[Pass, ...]


@dataclass(frozen=True)
class Report:
    """A pin; `lane` is the lane, or the lane that `courtyard` is entered from."""

    uid: UUID
    category: str
    count: int
    position: Point
    accuracy_m: float
    lane: str
    courtyard: str | None
    house_number: str
    outcome: Outcome
    handling: str | None
    observed_at: datetime
    found_by: FoundBy
    patrol: UUID | None
    person: str | None
    note: str


@dataclass(frozen=True)
class CaseStep:
    """A change of a case's state (`open`, `dispatched`, `closed`) with what was said."""

    at: datetime
    state: str
    note: str


@dataclass(frozen=True)
class Case:
    """An escalated report in the hands of a department; the last step is its present state."""

    uid: UUID
    report: UUID
    department: str
    steps: tuple[CaseStep, ...]


@dataclass(frozen=True)
class Visit:
    """A call on a household or shop; what was said is never kept, only its topic."""

    uid: UUID
    team: int
    person: str
    place: str
    kind: str
    topic: str
    outcome: str
    at: datetime
    patrol: UUID | None


@dataclass(frozen=True)
class Records:
    """All records of the demo, each list in order of time."""

    people: tuple[Person, ...]
    teams: tuple[Team, ...]
    claims: tuple[Claim, ...]
    patrols: tuple[Patrol, ...]
    visits: tuple[Visit, ...]
    reports: tuple[Report, ...]
    cases: tuple[Case, ...]
