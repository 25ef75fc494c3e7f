"""Signs with a QR code: which to print, the sheet, and the page that a scanned sign opens."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import InvalidInput, NotFound
from app.i18n import name_of
from app.people.areas import community, local_day
from app.places import place_queries as queries
from app.places.kinds import AnyPlace, Kind, kind_label, one_label
from app.places.models import Courtyard, Lane
from app.places.place_pages import place_name
from app.places.place_queries import Wanted
from app.policy import Permission, Viewer
from app.qr import qr_svg

bp = Blueprint("signs", __name__)

P = Permission
SIGNED = (Kind.LANES, Kind.COURTYARDS)
MOST_SIGNS = 600
PIN_PAGE = "reports.new"


@dataclass(frozen=True)
class SignChoice:
    """A place whose sign can be printed."""

    id: int
    code: str
    name: str


@dataclass(frozen=True)
class SignsPage:
    """Which signs to print."""

    groups: tuple[tuple[str, str, tuple[SignChoice, ...]], ...]
    print_url: str


@dataclass(frozen=True)
class Sign:
    """One sign on the sheet."""

    code: str
    name_zh: str
    name_bo: str
    qr: Markup
    address: str


@dataclass(frozen=True)
class SheetPage:
    """The sheet of signs, to be printed on A4."""

    community: str
    signs: tuple[Sign, ...]
    back_url: str


@dataclass(frozen=True)
class ScannedPage:
    """What a scanned sign opens."""

    kind_label: str
    name: str
    code: str
    owner: str
    pin_url: str | None
    place_url: str


@bp.get("/places/signs")
def choose() -> str:
    """Let somebody choose whose signs to print."""
    viewer = viewer_with(P.PRINT_SIGNS)
    groups = tuple((kind.value, kind_label(kind), _choices(viewer, kind)) for kind in SIGNED)
    page = SignsPage(groups, url_for("signs.sheet"))
    return render_template("places/signs.html", page=page)


@bp.get("/places/signs/print")
def sheet() -> str:
    """Show the chosen signs, several on a page of A4; all of them where none is chosen."""
    viewer = viewer_with(P.PRINT_SIGNS)
    wanted = {kind: set(request.args.getlist(kind.value, type=int)) for kind in SIGNED}
    every = not any(wanted.values())
    places = [
        place
        for kind in SIGNED
        for place in _live(viewer, kind)
        if every or place.id in wanted[kind]
    ]
    if not places:
        raise InvalidInput(_("Choose a place whose sign is to be printed."))
    home = community(session(), viewer.community_id)
    page = SheetPage(
        community=name_of(home),
        signs=tuple(_sign(place, home.code) for place in places),
        back_url=url_for("signs.choose"),
    )
    return render_template("places/sheet.html", page=page)


@bp.get("/s/<path:code>")
def scanned(code: str) -> str:
    """Show the place whose sign was scanned: pin here."""
    viewer = viewer_with(P.SEE_PLACES)
    home = community(session(), viewer.community_id)
    if request.args.get("in", home.code) != home.code:
        raise NotFound(_("This sign is another community's. Go there by your own page first."))
    found = queries.place_of_code(session(), viewer, code)
    if found is None:
        raise NotFound(_("No place has this code any more."))
    kind, place = found
    day = local_day(session(), viewer.community_id, clock.now())
    owner = queries.owners(session(), viewer, kind, [place.id], day).get(place.id)
    page = ScannedPage(
        kind_label=one_label(kind),
        name=place_name(place),
        code=place.code,
        owner=name_of(owner) if owner else "",
        pin_url=_pin_url(viewer, place),
        place_url=url_for("places.show", kind=kind.value, place_id=place.id),
    )
    return render_template("places/scanned.html", page=page)


def _live(viewer: Viewer, kind: Kind) -> list[AnyPlace]:
    day = local_day(session(), viewer.community_id, clock.now())
    wanted = Wanted("", "all", ("", 0), MOST_SIGNS, day)
    return queries.places_page(session(), viewer, kind, wanted)


def _choices(viewer: Viewer, kind: Kind) -> tuple[SignChoice, ...]:
    return tuple(SignChoice(one.id, one.code, place_name(one)) for one in _live(viewer, kind))


def _sign(place: AnyPlace, community_code: str) -> Sign:
    where = {"code": place.code, "in": community_code}
    address = url_for("signs.scanned", _external=True, **where)
    return Sign(place.code, place.name_zh, place.name_bo, qr_svg(address), address)


def _pin_url(viewer: Viewer, place: AnyPlace) -> str | None:
    """Return where a pin on this place is made: by its lane, which needs no position."""
    if PIN_PAGE not in current_app.view_functions or not viewer.can(P.MAKE_REPORT):
        return None
    return url_for(PIN_PAGE, lane=_lane_code(place))


def _lane_code(place: AnyPlace) -> str | None:
    if isinstance(place, Lane):
        return place.code
    if not isinstance(place, Courtyard) or place.lane_id is None:
        return None
    lane = session().get(Lane, (place.community_id, place.lane_id))
    return lane.code if lane and lane.valid_to is None else None
