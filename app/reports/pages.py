"""What the report pages show: one frozen dataclass a template."""

from __future__ import annotations

from dataclasses import dataclass

from app.pages import Moment, State


@dataclass(frozen=True)
class Choice:
    """An option of a select or a tile."""

    code: str
    label: str


@dataclass(frozen=True)
class PinCategory:
    """A category's tile; `kind` is problem, service or voice."""

    code: str
    label: str
    unit: str
    kind: str
    default_handling: str


@dataclass(frozen=True)
class PinValues:
    """What has been typed, as text; empty where nothing was."""

    category: str = ""
    count: str = ""
    outcome: str = ""
    handling: str = ""
    note: str = ""
    lane: str = ""
    house_number: str = ""
    lon: str = ""
    lat: str = ""
    accuracy_m: str = ""
    datum: str = ""
    observed_at: str = ""


@dataclass(frozen=True)
class PinPage:
    """The form; `bounds` is "west,south,east,north" in degrees, `errors` by field ("" = all)."""

    uuid: str
    categories: tuple[PinCategory, ...]
    outcomes: tuple[Choice, ...]
    handlings: tuple[Choice, ...]
    lanes: tuple[Choice, ...]
    values: PinValues
    errors: dict[str, str]
    lanes_url: str
    courtyards_url: str
    facilities_url: str
    bounds: str


@dataclass(frozen=True)
class ReportRow:
    """A report in a list."""

    url: str
    category: str
    count_text: str
    place: str
    observed: Moment
    state: State


@dataclass(frozen=True)
class ReportListPage:
    """A list of reports; `next_url` leads to the older ones."""

    title: str
    reports: tuple[ReportRow, ...]
    next_url: str | None
    pin_url: str


@dataclass(frozen=True)
class Candidate:
    """Another lane that the position may have meant."""

    code: str
    label: str
    distance: str


@dataclass(frozen=True)
class PhotoView:
    """A photo; `when` in words."""

    url: str
    alt: str
    when: str


@dataclass(frozen=True)
class HistoryLine:
    """One event of the history."""

    moment: Moment
    who: str
    what: str


@dataclass(frozen=True)
class CaseView:
    """The case that came of a report; `url` None where the viewer may not open it."""

    department: str
    state: State
    deadline: Moment | None
    url: str | None


@dataclass(frozen=True)
class ReportPage:
    """One report."""

    uuid: str
    category: str
    count_text: str
    state: State
    outcome: str
    handling: str
    place: str
    house_number: str
    note: str
    observed: Moment
    found_by: str
    assigned_by: str
    candidates: tuple[Candidate, ...]
    photos: tuple[PhotoView, ...]
    history: tuple[HistoryLine, ...]
    case: CaseView | None
    just_saved: bool
    undo_url: str | None
    undo_seconds: int
    edit_url: str | None
    lane_url: str | None
    pin_url: str | None
    flags: tuple[str, ...]


@dataclass(frozen=True)
class EditValues:
    """A report's fields as text."""

    category: str
    count: str
    outcome: str
    handling: str
    note: str
    lane: str
    house_number: str


@dataclass(frozen=True)
class EditReportPage:
    """The form for changing a report; `was` holds what it showed when it was opened."""

    title: str
    action: str
    back_url: str
    delete_url: str | None
    base_version: int
    edit_id: str
    categories: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    handlings: tuple[Choice, ...]
    lanes: tuple[Choice, ...]
    values: EditValues
    was: EditValues
    errors: dict[str, str]
