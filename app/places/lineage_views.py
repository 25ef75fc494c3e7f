"""Splitting a lane and merging it with another, as one page with two forms."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import Conflict, InvalidInput
from app.form_fields import FormErrors, FormReader
from app.people.areas import local_day
from app.people.register import By
from app.places import lineage
from app.places.drafts import values_of
from app.places.drawing import Pen
from app.places.imports.checks import MAX_TEXT, clean_code
from app.places.imports.reasons import refusal_message
from app.places.imports.rows import RowRefused
from app.places.kinds import Kind
from app.places.loading import load_place
from app.places.models import Lane
from app.places.place_pages import BaseMap, Choice, base_map, place_name
from app.policy import Permission, Viewer

bp = Blueprint("lineage", __name__, url_prefix="/places/lanes")

P = Permission
LONGEST_LANE_M = 100_000.0


@dataclass(frozen=True)
class DividePage:
    """A lane, where it may be cut, and which lanes it meets."""

    name: str
    code: str
    length: str
    geometry: str
    base: BaseMap
    at_m: str
    first: str
    second: str
    neighbours: tuple[Choice, ...]
    other: str
    merged: str
    errors: dict[str, str]
    split_url: str
    merge_url: str
    back_url: str


@bp.get("/<int:lane_id>/divide")
def show(lane_id: int) -> str:
    """Show where a lane can be split, and with what it can be merged."""
    lane = _load(lane_id)
    return _page(viewer_with(P.MANAGE_PLACES), lane, {})


@bp.post("/<int:lane_id>/split")
def split(lane_id: int) -> Response | tuple[str, int]:
    """Make two lanes of one."""
    lane, viewer = _load(lane_id), viewer_with(P.MANAGE_PLACES)
    reader = FormReader(request.form)
    at_m = reader.decimal("at_m", 0.0, LONGEST_LANE_M)
    codes = (_code(reader, "first"), _code(reader, "second"))
    try:
        reader.check()
        made = lineage.split(session(), _pen(viewer), lane.id, at_m or 0.0, codes)
    except (InvalidInput, Conflict) as error:
        return _again(viewer, lane_id, error)
    return _done(made[0], _("The lane is split. Its history goes on in both parts."))


@bp.post("/<int:lane_id>/merge")
def merge(lane_id: int) -> Response | tuple[str, int]:
    """Make one lane of two."""
    lane, viewer = _load(lane_id), viewer_with(P.MANAGE_PLACES)
    reader = FormReader(request.form)
    other, code = reader.whole("other", 1, 2**62), _code(reader, "merged")
    if other is None:
        reader.wrong("other", _("Choose another lane."))
    try:
        reader.check()
        load_place(Kind.LANES, other or 0, P.MANAGE_PLACES)
        made = lineage.merge(session(), _pen(viewer), lane.id, other or 0, code)
    except (InvalidInput, Conflict) as error:
        return _again(viewer, lane_id, error)
    return _done(made, _("The lanes are one. The history of both goes on in it."))


def _load(lane_id: int) -> Lane:
    place = load_place(Kind.LANES, lane_id, P.MANAGE_PLACES, live=True)
    assert isinstance(place, Lane)  # noqa: S101 - of this kind by the key
    return place


def _pen(viewer: Viewer) -> Pen:
    now = clock.now()
    day = local_day(session(), viewer.community_id, now)
    return Pen(viewer.community_id, day, By(viewer.person_id, now))


def _code(reader: FormReader, name: str) -> str:
    try:
        return clean_code(reader.text(name, MAX_TEXT))
    except RowRefused as error:
        reader.wrong(name, refusal_message(error.reason, error.details))
        return ""


def _done(lane: Lane, said: str) -> Response:
    flash(said, "done")
    return redirect(url_for("places.show", kind=Kind.LANES.value, place_id=lane.id), 303)


def _again(viewer: Viewer, lane_id: int, error: InvalidInput | Conflict) -> tuple[str, int]:
    """Show the page again, as the lane was: nothing of the attempt is kept."""
    if isinstance(error, FormErrors):
        errors = error.errors
    else:
        errors = {(error.pointer or "").strip("/"): error.message}
    session().rollback()
    return _page(viewer, _load(lane_id), errors), error.status


def _page(viewer: Viewer, lane: Lane, errors: dict[str, str]) -> str:
    said = FormReader(request.form)
    day = local_day(session(), viewer.community_id, clock.now())
    page = DividePage(
        name=place_name(lane),
        code=lane.code,
        length=f"{lane.length_m:.1f}",
        geometry=values_of(session(), Kind.LANES, lane, day)["geometry"],
        base=base_map(session(), viewer),
        at_m=said.raw("at_m") or f"{lane.length_m / 2:.1f}",
        first=said.raw("first") or f"{lane.code}-1",
        second=said.raw("second") or f"{lane.code}-2",
        neighbours=tuple(
            Choice(str(one.id), f"{one.code} {place_name(one)}")
            for one in lineage.neighbours(session(), lane)
        ),
        other=said.raw("other"),
        merged=said.raw("merged") or lane.code,
        errors=errors,
        split_url=url_for("lineage.split", lane_id=lane.id),
        merge_url=url_for("lineage.merge", lane_id=lane.id),
        back_url=url_for("places.show", kind=Kind.LANES.value, place_id=lane.id),
    )
    return render_template("places/divide.html", page=page)
