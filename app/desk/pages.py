"""What the pages of paper show: one frozen dataclass a template."""

from __future__ import annotations

from dataclasses import dataclass

from app.pages import Moment
from app.reports.pages import ReportRow


@dataclass(frozen=True)
class Choice:
    """An option: its value, its words, whether it is chosen."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class SheetLine:
    """A sheet that was entered; `taken_back` says when, empty where it was not."""

    url: str
    team: str
    spell: str
    told: str
    by: str
    entered: Moment
    taken_back: str


@dataclass(frozen=True)
class PaperPage:
    """Which sheet to enter, and those that were entered."""

    sheet_url: str
    day: str
    latest: str
    earliest: str
    teams: tuple[Choice, ...]
    sheets: tuple[SheetLine, ...]


@dataclass(frozen=True)
class EnteredPage:
    """A sheet that was entered and what is left of the pins that it made.

    `take_back_url` is empty where it is taken back already.
    """

    sheet: SheetLine
    pins: tuple[ReportRow, ...]
    take_back_url: str
    back_url: str


@dataclass(frozen=True)
class ColumnHead:
    """A category over a column; `repair`: what is counted is passed on."""

    code: str
    label: str
    unit: str
    repair: bool


@dataclass(frozen=True)
class CellField:
    """A cell: its field's name, what was typed, what is wrong."""

    name: str
    label: str
    text: str
    error: str


@dataclass(frozen=True)
class GridRow:
    """A row: a place of the sheet, or a free one (`choices`) whose place is chosen."""

    key: str
    name: str
    code: str
    walked: bool
    choices: tuple[Choice, ...]
    error: str
    cells: tuple[CellField, ...]


@dataclass(frozen=True)
class Same:
    """What is asked where the team has a patrol at that time, and the sheet that made it."""

    question: str
    url: str


@dataclass(frozen=True)
class SheetPage:
    """The sheet as a form; `same` asks whether a patrol at the same time is another one."""

    action: str
    sheet: str
    team: str
    day_text: str
    origin: str
    started: str
    ended: str
    members: tuple[Choice, ...]
    columns: tuple[ColumnHead, ...]
    rows: tuple[GridRow, ...]
    errors: dict[str, str]
    same: Same | None
    back_url: str
