"""Lanes, courtyards and facilities as pages: the lists, one place, and the form that draws it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.conflicts import FieldConflict
from app.current import viewer_with
from app.db import session
from app.errors import Conflict, DomainError, InvalidInput
from app.form_fields import FormReader, errors_by_field
from app.people.areas import local_day
from app.people.departments import department_choices
from app.people.register import By
from app.places import drawing
from app.places import place_pages as pages
from app.places import place_queries as queries
from app.places.drafts import field_names, read_draft, values_of
from app.places.drawing import Pen
from app.places.kinds import AnyPlace, Kind, kind_label, one_label
from app.places.loading import load_place
from app.places.place_pages import Choice, EditPlacePage, PlacesPage
from app.places.place_queries import Wanted
from app.places.place_shows import place_page
from app.policy import Permission, Viewer

bp = Blueprint("places", __name__, url_prefix="/places")

P = Permission
ON_A_PAGE = 30
LONGEST_SEARCH = 60
LONGEST_CODE = 200
IMPORT = "place_imports.index"
MOST_LANES = 2000


@bp.get("/", defaults={"kind": Kind.LANES.value})
@bp.get("/<any(lanes, courtyards, facilities):kind>/")
def index(kind: str) -> str:
    """List the places of a kind."""
    viewer, chosen = viewer_with(P.SEE_PLACES), Kind(kind)
    wanted = _wanted(viewer)
    found = queries.places_page(session(), viewer, chosen, wanted)
    shown, more = found[:ON_A_PAGE], len(found) > ON_A_PAGE
    owners = queries.owners(session(), viewer, chosen, [one.id for one in shown], wanted.day)
    page = PlacesPage(
        title=kind_label(chosen),
        kind=kind,
        tabs=pages.tabs(chosen),
        filters=pages.filters(chosen, wanted.shows, wanted.search),
        search=wanted.search,
        shows=wanted.shows,
        places=tuple(pages.place_line(chosen, one, owners.get(one.id)) for one in shown),
        next_url=_next_url(kind, wanted, shown[-1]) if more else None,
        new_url=url_for("places.new", kind=kind) if viewer.can(P.MANAGE_PLACES) else None,
        new_label=_new_title(chosen),
        import_url=_url_if(viewer, P.IMPORT_PLACES, IMPORT),
        signs_url=_url_if(viewer, P.PRINT_SIGNS, "signs.choose"),
        claims_url=_url_if(viewer, P.CLAIM_PLACE, "claims.mine"),
        base=pages.base_map(session(), viewer),
    )
    return render_template("places/list.html", page=page)


@bp.get("/<any(lanes, courtyards, facilities):kind>/<int:place_id>")
def show(kind: str, place_id: int) -> str:
    """Show one place."""
    chosen = Kind(kind)
    place = load_place(chosen, place_id, P.SEE_PLACES)
    page = place_page(session(), viewer_with(P.SEE_PLACES), chosen, place)
    return render_template("places/show.html", page=page)


@bp.get("/<any(lanes, courtyards, facilities):kind>/new")
def new(kind: str) -> str:
    """Show the form for a new place, with the code that comes next."""
    viewer, chosen = viewer_with(P.MANAGE_PLACES), Kind(kind)
    values = dict.fromkeys(field_names(chosen), "") | {
        "code": queries.suggested_code(session(), viewer.community_id, chosen)
    }
    return _form(viewer, chosen, None, values)


@bp.post("/<any(lanes, courtyards, facilities):kind>/new")
def create(kind: str) -> Response | tuple[str, int]:
    """Draw a place."""
    viewer, chosen = viewer_with(P.MANAGE_PLACES), Kind(kind)
    values = _sent(chosen)
    try:
        place = drawing.draw(session(), _pen(viewer), chosen, read_draft(chosen, values))
    except (InvalidInput, Conflict) as error:
        return _form(viewer, chosen, None, values, error=error), error.status
    return _done(chosen, place, _("It is on the map."))


@bp.get("/<any(lanes, courtyards, facilities):kind>/<int:place_id>/edit")
def edit(kind: str, place_id: int) -> str:
    """Show the form that changes a place."""
    chosen = Kind(kind)
    place = load_place(chosen, place_id, P.MANAGE_PLACES, live=True)
    viewer = viewer_with(P.MANAGE_PLACES)
    return _form(viewer, chosen, place, values_of(session(), chosen, place, _day(viewer)))


@bp.post("/<any(lanes, courtyards, facilities):kind>/<int:place_id>/edit")
def save(kind: str, place_id: int) -> Response | tuple[str, int]:
    """Change a place; where somebody else changed the same, show both and let the person choose."""
    chosen = Kind(kind)
    place = load_place(chosen, place_id, P.MANAGE_PLACES, live=True)
    viewer = viewer_with(P.MANAGE_PLACES)
    sent, was = _sent(chosen), _sent(chosen, "was_")
    try:
        drawing.change(session(), _pen(viewer), chosen, place_id, (sent, was))
    except (InvalidInput, Conflict) as error:
        return _form(viewer, chosen, place, sent, was=was, error=error), error.status
    return _done(chosen, place, _("Saved."))


@bp.post("/<any(lanes, courtyards, facilities):kind>/<int:place_id>/end")
def end(kind: str, place_id: int) -> Response:
    """End a place."""
    chosen = Kind(kind)
    load_place(chosen, place_id, P.MANAGE_PLACES)
    viewer = viewer_with(P.MANAGE_PLACES)
    place = drawing.end(session(), _pen(viewer), chosen, place_id)
    return _done(chosen, place, _("It has ended. Its past stays."))


def _day(viewer: Viewer) -> date:
    return local_day(session(), viewer.community_id, clock.now())


def _pen(viewer: Viewer) -> Pen:
    return Pen(viewer.community_id, _day(viewer), By(viewer.person_id, clock.now()))


def _done(kind: Kind, place: AnyPlace, said: str) -> Response:
    flash(said, "done")
    return redirect(url_for("places.show", kind=kind.value, place_id=place.id), 303)


def _sent(kind: Kind, prefix: str = "") -> dict[str, str]:
    reader = FormReader(request.form)
    return {name: reader.raw(prefix + name) for name in field_names(kind)}


def _wanted(viewer: Viewer) -> Wanted:
    reader = FormReader(request.args)
    search = reader.text("q", LONGEST_SEARCH)
    after = reader.text("after", LONGEST_CODE)
    shows = reader.raw("show")
    return Wanted(
        search="" if "q" in reader.errors else search,
        shows=shows if shows in queries.SHOWS else "all",
        after=("" if "after" in reader.errors else after, reader.whole("id", 0, 2**62) or 0),
        limit=ON_A_PAGE + 1,
        day=_day(viewer),
    )


def _next_url(kind: str, wanted: Wanted, last: AnyPlace) -> str:
    q, show = wanted.search or None, wanted.shows
    return url_for("places.index", kind=kind, after=last.code, id=last.id, q=q, show=show)


def _url_if(viewer: Viewer, permission: Permission, endpoint: str) -> str | None:
    there = endpoint in current_app.view_functions and viewer.can(permission)
    return url_for(endpoint) if there else None


def _new_title(kind: Kind) -> str:
    titles = {
        Kind.LANES: _("Draw a lane"),
        Kind.COURTYARDS: _("Draw a courtyard"),
        Kind.FACILITIES: _("Add a facility"),
    }
    return titles[kind]


def _form(
    viewer: Viewer,
    kind: Kind,
    place: AnyPlace | None,
    values: Mapping[str, str],
    *,
    was: Mapping[str, str] | None = None,
    error: DomainError | None = None,
) -> str:
    """Return the form; after a conflict it begins anew from what is stored now."""
    stored = values_of(session(), kind, place, _day(viewer)) if place else {}
    theirs = (
        {k: now for k, (_own, now) in error.both.items()}
        if isinstance(error, FieldConflict)
        else {}
    )
    there = {"kind": kind.value, "place_id": place.id} if place else {"kind": kind.value}
    page = EditPlacePage(
        title=_change_title(kind, place) if place else _new_title(kind),
        kind=kind.value,
        own_id=place.id if place else 0,
        shape=pages.SHAPES[kind],
        action=url_for("places.edit" if place else "places.new", **there),
        back_url=url_for("places.show" if place else "places.index", **there),
        values=values,
        was={**(was or stored), **theirs},
        errors=_errors(error),
        theirs=theirs,
        kinds=pages.furniture_choices(values.get("kind", "")),
        departments=tuple(
            Choice(*one) for one in department_choices(session(), viewer.community_id)
        ),
        lanes=_lane_choices(viewer) if kind is Kind.COURTYARDS else (),
        base=pages.base_map(session(), viewer),
    )
    return render_template("places/edit.html", page=page)


def _change_title(kind: Kind, place: AnyPlace) -> str:
    return f"{one_label(kind)} · {pages.place_name(place)}"


def _errors(error: DomainError | None) -> dict[str, str]:
    if error is None:
        return {}
    if isinstance(error, FieldConflict):
        said = _(
            "Somebody else changed this meanwhile. Yours is still here: save again to keep it."
        )
        return dict.fromkeys(error.both, said)
    return errors_by_field(error)


def _lane_choices(viewer: Viewer) -> tuple[Choice, ...]:
    wanted = Wanted("", "all", ("", 0), MOST_LANES, _day(viewer))
    found = queries.places_page(session(), viewer, Kind.LANES, wanted)
    return tuple(Choice(one.code, f"{one.code} {pages.place_name(one)}") for one in found)
