"""What the pages of plans show: one frozen dataclass a template."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from app.maps.parts import MapPart
from app.pages import Moment
from app.planning.sheets import SheetRow


@dataclass(frozen=True)
class Choice:
    """An option of a form."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class DayCard:
    """A day on the first page: its plan in a sentence, or that there is none."""

    title: str
    day: str
    summary: str
    planned: bool
    url: str


@dataclass(frozen=True)
class PlanLine:
    """A plan in the list."""

    day: str
    summary: str
    url: str


@dataclass(frozen=True)
class IndexPage:
    """The first page: today, tomorrow, any other day, and the plans that were made."""

    cards: tuple[DayCard, ...]
    plans: tuple[PlanLine, ...]
    first: str
    last: str
    may_plan: bool
    starts_url: str


@dataclass(frozen=True)
class LegRow:
    """A step of a walk in the list: a place, or the lanes that lead to the next one.

    `numbers` are those of its legs, which join it with the map; `place` that on the sheet, None on
    a way; `again` is true where the rest of a place follows that was begun before. `waits` says
    that the team waits for it, "" where it does not.
    """

    numbers: str
    place: int | None
    again: bool
    name: str
    code: str
    begins: str
    metres: str
    minutes: str
    reason: str
    waits: str
    reported: str
    url: str


@dataclass(frozen=True)
class WalkBlock:
    """A team's walk in the list."""

    team_id: int
    team: str
    number: int
    colour: int
    summary: str
    repeated: str
    legs: tuple[LegRow, ...]
    walk_url: str
    gpx_url: str


@dataclass(frozen=True)
class OmittedRow:
    """A place on nobody's walk, and why."""

    name: str
    code: str
    why: str
    reason: str
    required: bool


@dataclass(frozen=True)
class LockRow:
    """A place that was given to a team by hand."""

    value: str
    name: str
    team: str


@dataclass(frozen=True)
class ChangeForm:
    """What can be changed by hand: the places, the teams that walk, what was given already."""

    places: tuple[Choice, ...]
    teams: tuple[Choice, ...]
    walking: tuple[Choice, ...]
    locks: tuple[LockRow, ...]


@dataclass(frozen=True)
class VersionLine:
    """A version of the day's plan."""

    text: str
    made: Moment
    url: str
    shown: bool


@dataclass(frozen=True)
class PlanPage:
    """A day's plan: map, walks, what is left out, what can be changed; `change` None: nothing."""

    day: str
    date: str
    version: int
    is_newest: bool
    sentences: tuple[str, ...]
    map: MapPart
    walks: tuple[WalkBlock, ...]
    missed: tuple[OmittedRow, ...]
    unneeded: tuple[OmittedRow, ...]
    change: ChangeForm | None
    versions: tuple[VersionLine, ...]
    prepare_url: str
    sheets_url: str
    files: tuple[Choice, ...]


@dataclass(frozen=True)
class WalkPage:
    """A team's walk on its phone; `map` None and no rows where there is none.

    `others` are the walks of further teams that the reader is in.
    """

    team: str
    day: str
    summary: str
    map: Markup | None
    rows: tuple[SheetRow, ...]
    gpx_url: str
    sheet_url: str
    pin_url: str
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class WorkingPage:
    """A plan that is being made in the background; `taken`: somebody took what there is."""

    day: str
    message: str
    percent: int | None
    finished: bool
    failed: bool
    taken: bool
    data_url: str
    take_url: str
    cancel_url: str
    back_url: str
    refresh_seconds: int
