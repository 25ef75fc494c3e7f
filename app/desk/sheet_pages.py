"""Making the pages of paper: from a team, a day and what was typed to what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app.bulletin.figures import is_repair
from app.desk import pages, queries
from app.desk.forms import FREE_ROWS, Known, SheetForm, key_of
from app.desk.models import PaperSheet
from app.desk.queries import Entered, Place
from app.i18n import name_of
from app.pages import day_text, moment
from app.people.area_models import Team
from app.people.models import Person
from app.planning.queries import team_walk
from app.policy import Viewer
from app.reports.pin_pages import place_name, row_of
from app.reports.times import OLDEST
from app.reports.words import category_name, unit_of


@dataclass(frozen=True)
class Ground:
    """What a sheet of a team and a day is filled in on."""

    team: Team
    day: date
    rows: tuple[Place, ...]
    planned: bool
    places: Mapping[str, Place]
    people: tuple[Person, ...]
    known: Known


def ground(session: Session, viewer: Viewer, team: Team, day: date) -> Ground:
    """Return the rows of a day's sheet: the planned walk's places, else the team's own."""
    walk = team_walk(session, viewer.community_id, team.id, day)
    planned = [leg.place for leg in walk.served if leg.place is not None] if walk else []
    rows = planned or queries.claimed_places(session, team, day)
    every = queries.places_on(session, viewer.community_id, day)
    known = queries.categories(session, viewer.community_id)
    return Ground(
        team=team,
        day=day,
        rows=tuple(rows),
        planned=bool(planned),
        places={key_of(place): place for place in every},
        people=tuple(queries.members_of(session, team, day)),
        known={shared.code: (shared, own) for shared, own in known},
    )


def empty_form(on: Ground) -> SheetForm:
    """Return the form before anything is typed: every place walked, nobody and no time named."""
    keys = [key_of(place) for place in on.rows]
    return SheetForm(
        id=uuid4(),
        started="",
        ended="",
        another=False,
        members=frozenset(),
        rows=(*keys, *FREE_ROWS),
        walked=frozenset(keys),
        chosen={},
    )


def sheet_page(
    on: Ground, form: SheetForm, errors: dict[str, str], same: pages.Same | None = None
) -> pages.SheetPage:
    """Return the form as it stands, with what is wrong."""
    return pages.SheetPage(
        action=url_for("desk.enter", team_id=on.team.id, day=on.day),
        sheet=str(form.id or uuid4()),
        team=name_of(on.team),
        day_text=day_text(on.day),
        origin=_origin(on),
        started=form.started,
        ended=form.ended,
        members=tuple(
            pages.Choice(str(one.id), one.display_name, str(one.id) in form.members)
            for one in on.people
        ),
        columns=tuple(
            pages.ColumnHead(code, category_name(shared, own), unit_of(shared), is_repair(shared))
            for code, (shared, own) in on.known.items()
        ),
        rows=tuple(_grid_rows(on, form, errors)),
        errors=errors,
        same=same,
        back_url=url_for("desk.paper"),
    )


def _origin(on: Ground) -> str:
    if on.planned:
        return _("The rows are those of the walk that was planned for this day.")
    if on.rows:
        return _("No walk was planned for this day. The rows are the team's own places.")
    return _("No walk was planned and the team claims no place. Choose the places below.")


def _grid_rows(on: Ground, form: SheetForm, errors: Mapping[str, str]) -> Iterator[pages.GridRow]:
    for key in form.rows:
        free, place = key in FREE_ROWS, on.places.get(key)
        if not free and place is None:
            continue
        name = place_name(place) if place else _("Another place")
        yield pages.GridRow(
            key=key,
            name=name,
            code=place.code if place else "",
            walked=free or key in form.walked,
            choices=tuple(_choices(on, form.chosen.get(key, ""))) if free else (),
            error=errors.get(f"place-{key}", ""),
            cells=tuple(_cells(on, form, key, name, errors)),
        )


def _choices(on: Ground, chosen: str) -> Iterator[pages.Choice]:
    for key, place in on.places.items():
        label = f"{place.code} {name_of(place)}".strip()
        yield pages.Choice(key, label, key == chosen)


def _cells(
    on: Ground, form: SheetForm, key: str, row: str, errors: Mapping[str, str]
) -> Iterator[pages.CellField]:
    for code, (shared, own) in on.known.items():
        name = f"cell-{key}-{code}"
        label = f"{row}, {category_name(shared, own)}"
        text = form.cells.get((key, code), "")
        yield pages.CellField(name, label, text, errors.get(name, ""))


def paper_page(session: Session, viewer: Viewer, today: date, asked: int) -> pages.PaperPage:
    """Return the choice of a sheet, and the sheets entered lately."""
    teams = queries.teams_to_enter_for(session, viewer)
    return pages.PaperPage(
        sheet_url=url_for("desk.paper"),
        day=today.isoformat(),
        latest=today.isoformat(),
        earliest=(today - OLDEST).isoformat(),
        teams=tuple(pages.Choice(str(t.id), name_of(t), t.id == asked) for t in teams),
        sheets=tuple(map(_line, queries.entered_sheets(session, viewer))),
    )


def entered_page(session: Session, viewer: Viewer, sheet: PaperSheet) -> pages.EnteredPage:
    """Return a sheet that was entered with the pins that it made."""
    taken = sheet.taken_back_at is not None
    return pages.EnteredPage(
        sheet=_line(queries.entered_sheet(session, viewer, sheet)),
        pins=tuple(map(row_of, queries.pins_of(session, sheet))),
        take_back_url="" if taken else url_for("desk.take_back", sheet_id=sheet.id),
        back_url=url_for("desk.paper"),
    )


def _line(one: Entered) -> pages.SheetLine:
    sheet = one.sheet
    began, ended = moment(sheet.started_at), moment(sheet.ended_at)
    places = ngettext("%(num)s place", "%(num)s places", sheet.places)
    pins = ngettext("%(num)s pin", "%(num)s pins", len(sheet.report_ids))
    return pages.SheetLine(
        url=url_for("desk.show", sheet_id=sheet.id),
        team=name_of(one.team),
        spell=f"{began.text}-{ended.text.split()[-1]}",
        told=f"{places} · {pins}",
        by=one.by,
        entered=moment(sheet.entered_at),
        taken_back=moment(sheet.taken_back_at).text if sheet.taken_back_at else "",
    )
