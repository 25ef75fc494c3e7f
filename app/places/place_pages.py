"""The pages of places: from records to what the templates show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.i18n import name_of
from app.pages import State, day_text
from app.people.area_models import Team
from app.people.departments import department_choices
from app.people.register_pages import HistoryLine
from app.places.extent import bounds_of
from app.places.kinds import CLAIMED, FURNITURE, AnyPlace, Kind, furniture_label, kind_label
from app.places.models import Courtyard, Lane
from app.places.queries import BUILDING
from app.policy import Viewer


@dataclass(frozen=True)
class Choice:
    """One of a list to choose from."""

    code: str
    label: str


@dataclass(frozen=True)
class Tab:
    """A kind of place, or a filter, to turn to."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class BaseMap:
    """Where a page's map finds the community's places, and where they lie."""

    lanes_url: str
    courtyards_url: str
    facilities_url: str
    bounds: str


@dataclass(frozen=True)
class PlaceLine:
    """A place in the list."""

    url: str
    name: str
    code: str
    facts: str
    owner: str


@dataclass(frozen=True)
class PlacesPage:
    """A page of the places of one kind."""

    title: str
    kind: str
    tabs: tuple[Tab, ...]
    filters: tuple[Tab, ...]
    search: str
    shows: str
    places: tuple[PlaceLine, ...]
    next_url: str | None
    new_url: str | None
    new_label: str
    import_url: str | None
    signs_url: str | None
    claims_url: str | None
    base: BaseMap


@dataclass(frozen=True)
class PastClaim:
    """A claim of a place: whose, how it stands, and from which day to which."""

    team: str
    state: State
    days: str


@dataclass(frozen=True)
class PlacePage:
    """One place, with what the viewer may do about it."""

    kind: str
    kind_label: str
    name: str
    code: str
    state: State | None
    facts: tuple[tuple[str, str], ...]
    geometry: str
    entrance: str
    base: BaseMap
    owner: str
    claimable: bool
    teams: tuple[Choice, ...]
    claim_url: str | None
    claims: tuple[PastClaim, ...]
    edit_url: str | None
    end_url: str | None
    divide_url: str | None
    sign_url: str | None
    successors: tuple[tuple[str, str], ...]
    history: tuple[HistoryLine, ...]
    list_url: str


@dataclass(frozen=True)
class EditPlacePage:
    """The form that draws or changes a place; `theirs` holds what somebody else saved meanwhile."""

    title: str
    kind: str
    own_id: int
    shape: str
    action: str
    back_url: str
    values: Mapping[str, str]
    was: Mapping[str, str]
    errors: dict[str, str]
    theirs: dict[str, str]
    kinds: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    lanes: tuple[Choice, ...]
    base: BaseMap


def base_map(session: Session, viewer: Viewer) -> BaseMap:
    """Return where a map of the viewer's community gets its places."""
    bounds = bounds_of(session, viewer.community_id)
    return BaseMap(
        lanes_url=url_for("places_api.lanes"),
        courtyards_url=url_for("places_api.courtyards"),
        facilities_url=url_for("places_api.facilities", without=BUILDING),
        bounds=",".join(f"{degrees:.6f}" for degrees in bounds) if bounds else "",
    )


def place_name(place: AnyPlace) -> str:
    """Return a place's name, or its code where nobody gave it one."""
    return name_of(place) or place.code


def place_line(kind: Kind, place: AnyPlace, owner: Team | None) -> PlaceLine:
    """Return a place as the list shows it."""
    return PlaceLine(
        url=url_for("places.show", kind=kind.value, place_id=place.id),
        name=place_name(place),
        code=place.code,
        facts=_in_short(place),
        owner=name_of(owner) if owner else "",
    )


def _in_short(place: AnyPlace) -> str:
    if isinstance(place, Lane):
        return _("%(metres)s m", metres=round(place.length_m))
    if isinstance(place, Courtyard):
        known = place.households is not None
        return _("%(number)s households", number=place.households) if known else ""
    return furniture_label(place.kind)


def facts_of(
    session: Session, place: AnyPlace, values: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return what is known of a place, as label and value; what is not known is left out."""
    facts = _names(values)
    if isinstance(place, Lane):
        facts += _lane_facts(place, values)
    elif isinstance(place, Courtyard):
        facts += [(_("Households"), values["households"]), (_("Entered from"), values["lane"])]
        facts += _policy_facts(values)
    else:
        departments = dict(department_choices(session, place.community_id))
        facts += [
            (_("What it is"), furniture_label(place.kind)),
            (_("Hours"), values["opens"]),
            (_("Kept by"), departments.get(place.owner_department or "", "")),
        ]
    facts.append((_("Since"), day_text(place.valid_from)))
    if place.valid_to is not None:
        facts.append((_("Until"), day_text(place.valid_to)))
    return tuple((label, value) for label, value in facts if value)


def _names(values: Mapping[str, str]) -> list[tuple[str, str]]:
    labels = {"name_zh": _("Name in Chinese"), "name_bo": _("Name in Tibetan")}
    labels["name_en"] = _("Name in English")
    return [(label, values[name]) for name, label in labels.items()]


def _lane_facts(lane: Lane, values: Mapping[str, str]) -> list[tuple[str, str]]:
    lit = {True: _("yes"), False: _("no"), None: ""}[lane.lit]
    width = _("%(metres)s m", metres=values["width_m"]) if values["width_m"] else ""
    return [
        (_("Length"), _("%(metres)s m", metres=f"{lane.length_m:.1f}")),
        (_("Width"), width),
        (_("Surface"), lane.surface),
        (_("Lit at night"), lit),
        *_policy_facts(values),
    ]


def _policy_facts(values: Mapping[str, str]) -> list[tuple[str, str]]:
    often = interval_text(values["every_days"])
    return [(_("To be passed"), often), (_("To be looked at"), values["hours"])]


def claim_state(state: str) -> State:
    """Return how a claim stands, in words."""
    states = {
        "requested": State(_("Asked for"), "warn"),
        "live": State(_("Confirmed"), "done"),
        "ended": State(_("Ended")),
        "refused": State(_("Refused")),
    }
    return states[state]


def interval_text(days: str) -> str:
    """Return how often a place is to be passed, in words."""
    return _("every day") if days == "1" else _("every %(days)s days", days=days)


def tabs(kind: Kind) -> tuple[Tab, ...]:
    """Return the kinds of places to turn to."""
    return tuple(
        Tab(kind_label(one), url_for("places.index", kind=one.value), one is kind) for one in Kind
    )


def filters(kind: Kind, shows: str, search: str) -> tuple[Tab, ...]:
    """Return what a list can be narrowed to."""
    labels = {"all": _("All"), "claimed": _("Claimed"), "free": _("Free"), "ended": _("Ended")}
    if kind not in CLAIMED:
        del labels["claimed"], labels["free"]
    return tuple(
        Tab(
            label,
            url_for("places.index", kind=kind.value, show=code, q=search or None),
            code == shows,
        )
        for code, label in labels.items()
    )


def furniture_choices(current: str) -> tuple[Choice, ...]:
    """Return what a facility can be; a house only where it is one already."""
    codes = FURNITURE if current != BUILDING else (*FURNITURE, BUILDING)
    return tuple(Choice(code, furniture_label(code)) for code in codes)


SHAPES = {Kind.LANES: "line", Kind.COURTYARDS: "ring", Kind.FACILITIES: "spot"}
"""How the map draws a kind."""
