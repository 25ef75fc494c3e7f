"""The form of a tally sheet: text made into a sheet, every bad cell named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.bulletin.figures import is_repair
from app.desk.queries import Place
from app.desk.tally import LARGEST, MOST_PASSED_ON, Cell, Row, TallySheet, cell_of
from app.errors import InvalidInput
from app.places.definitions import Category, CommunityCategory
from app.places.models import Lane
from app.reports.pin_pages import place_name
from app.reports.times import FURTHEST_AHEAD, OLDEST
from app.reports.words import category_name

FIRST_YEAR, LAST_YEAR = 1970, 2199
LONGEST = timedelta(hours=14)  # own choice: longer than any day's duty
MOST_ROWS = 80
FREE_ROWS = ("x1", "x2", "x3", "x4")
KEY = re.compile(r"[LC][0-9]{1,18}|x[1-4]")

Known = Mapping[str, tuple[Category, CommunityCategory]]


@dataclass(frozen=True)
class SheetForm:
    """What was sent, as text: rows in their order, cells by row and category."""

    id: UUID | None
    started: str
    ended: str
    another: bool
    members: frozenset[str]
    rows: tuple[str, ...]
    walked: frozenset[str]
    chosen: Mapping[str, str]
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def parse(cls, form: MultiDict[str, str]) -> SheetForm:
        """Read the form; nothing is refused yet."""
        rows = [key for key in dict.fromkeys(form.getlist("row")) if KEY.fullmatch(key)]
        cells = {}
        for name, text in form.items():
            kind, _dash, rest = name.partition("-")
            row, _dash, category = rest.partition("-")
            if kind == "cell" and text.strip():
                cells[row, category] = text.strip()
        return cls(
            id=_uuid(form.get("sheet", "")),
            started=form.get("started", ""),
            ended=form.get("ended", ""),
            another="another" in form,
            members=frozenset(form.getlist("member")),
            rows=tuple(rows[:MOST_ROWS]),
            walked=frozenset(form.getlist("walked")),
            chosen={key: form.get(f"place-{key}", "") for key in FREE_ROWS},
            cells=cells,
        )

    def name_of_cell(self, row: Row, category: str) -> str:
        """Return what the page calls the cell of a row that was read from this form."""
        place = f"L{row.lane_id}" if row.lane_id is not None else f"C{row.courtyard_id}"
        free = (key for key, chosen in self.chosen.items() if chosen == place)
        return f"cell-{place if place in self.rows else next(free, place)}-{category}"


class Errors(InvalidInput):
    """What is wrong with a sheet, all of it, by the names of the page's fields."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__(next(iter(found.values())))
        self.found = found


@dataclass
class Reader:
    """Makes a sheet of a form; what is wrong gathers in `errors`."""

    form: SheetForm
    zone: ZoneInfo
    now: datetime
    places: Mapping[str, Place]
    people: frozenset[int]
    known: Known
    errors: dict[str, str] = field(default_factory=dict)

    def sheet(self, team_id: int, day: date) -> TallySheet:
        """Return the sheet.

        Raises:
            Errors: Something in it cannot be accepted.
        """
        started, ended = self._times(day)
        members = tuple(sorted(n for n in self.people if str(n) in self.form.members))
        if not members:
            self.errors["members"] = _("Say who walked.")
        elif len(members) < len(self.form.members):
            self.errors["members"] = _(
                "Somebody ticked is not of this team on that day. Look again."
            )
        rows = tuple(self._rows())
        if not rows and not self.errors:
            self.errors[""] = _("The sheet names no place. Tick what the team walked.")
        if self.form.id is None:
            self.errors[""] = _("The form was incomplete. Please open it again.")
        if self.errors or self.form.id is None:
            raise Errors(self.errors)
        return TallySheet(self.form.id, team_id, started, ended, members, rows)

    def _times(self, day: date) -> tuple[datetime, datetime]:
        started = self._instant(day, "started", self.form.started)
        ended = self._instant(day, "ended", self.form.ended)
        if {"started", "ended"} & self.errors.keys():
            return started, ended
        if not timedelta(0) < ended - started <= LONGEST:
            self.errors["ended"] = _("The end lies after the start, on the same day.")
        elif ended > self.now + FURTHEST_AHEAD:
            self.errors["ended"] = _("That time is still to come.")
        elif started < self.now - OLDEST:
            self.errors["started"] = _("Sheets can be entered for 60 days.")
        return started, ended

    def _instant(self, day: date, name: str, text: str) -> datetime:
        try:
            clock = time.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            self.errors[name] = _("Write a time such as 9:30.")
            clock = time()
        return datetime.combine(day, clock, self.zone)

    def _rows(self) -> Iterator[Row]:
        """Yield the rows that were walked or counted on, in the order of the sheet."""
        taken: dict[str, str] = {}
        for row in self.form.rows:
            cells = tuple(self._cells(row))
            key = self.form.chosen.get(row, "") if row in FREE_ROWS else row
            if not (cells or row in self.form.walked) or (row in FREE_ROWS and not (key or cells)):
                continue
            place = self.places.get(key)
            if place is None:
                self.errors[f"place-{row}"] = _("Choose the place of this row.")
            elif key in taken:
                self.errors[f"place-{row}"] = _(
                    "%(place)s stands on the sheet twice.", place=place_name(place)
                )
            else:
                taken[key] = row
                yield _row(place, cells)

    def _cells(self, row: str) -> Iterator[tuple[str, Cell]]:
        for code, (category, own) in self.known.items():
            text = self.form.cells.get((row, code), "")
            cell = cell_of(text, repair=is_repair(category))
            if cell is None:
                self.errors[f"cell-{row}-{code}"] = self._bad_cell(row, category, own, text)
            elif not cell.is_empty:
                yield code, cell

    def _bad_cell(self, row: str, category: Category, own: CommunityCategory, text: str) -> str:
        place = self.places.get(self.form.chosen.get(row, "") if row in FREE_ROWS else row)
        return _(
            "%(place)s, %(category)s: “%(text)s” is no number up to %(largest)s, "
            "nor passed on like 1! (%(most)s at most).",
            place=place_name(place) if place else row,
            category=category_name(category, own),
            text=text[:20],
            largest=LARGEST,
            most=MOST_PASSED_ON,
        )


def key_of(place: Place) -> str:
    """Return a place's key in the form: L or C and its id."""
    return f"{'L' if isinstance(place, Lane) else 'C'}{place.id}"


def day_of(text: str) -> date:
    """Return a day from an address.

    Raises:
        InvalidInput: It is none, or none that a sheet can be of.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(_("Write the day as 2026-04-18."), pointer="/day") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InvalidInput(_("That day is too far away."), pointer="/day")
    return day


def _row(place: Place, cells: tuple[tuple[str, Cell], ...]) -> Row:
    if isinstance(place, Lane):
        return Row(place.id, None, cells)
    return Row(None, place.id, cells)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
