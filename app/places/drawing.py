"""Drawing, changing and ending places: each change is told in the register.

Whoever changes places of a community locks the community's row first, then the place's: so two
administrators, or one and an import, wait for each other and never for ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask_babel import gettext as _
from geoalchemy2.shape import from_shape, to_shape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.conflicts import merged, one_of_a_kind
from app.errors import Conflict, InvalidInput
from app.people.area_models import AdminArea
from app.people.register import By, record, thing
from app.places import claims
from app.places.definitions import CommunityDepartment
from app.places.drafts import POLICY, Draft, read_draft, values_of
from app.places.extent import bounds_of, require_near
from app.places.kinds import CLAIMED, MODELS, ONE, AnyPlace, Kind
from app.places.models import WGS84, Courtyard, Facility, Lane
from app.places.policies import set_policy

ENTRANCE_NEAR_M = 60.0
"""How far from its courtyard an entrance may lie. Own choice: a gateway is shorter than that."""

SOURCE = "drawn by hand"


@dataclass(frozen=True)
class Pen:
    """Who draws, in which community, on which day of its calendar."""

    community_id: int
    day: date
    by: By


def lock_community(session: Session, community_id: int) -> AdminArea:
    """Let one at a time change the places of a community; return its row."""
    return session.get_one(
        AdminArea, community_id, with_for_update={"key_share": True}, populate_existing=True
    )


def draw(session: Session, pen: Pen, kind: Kind, draft: Draft) -> AnyPlace:
    """Add a place that is valid from today.

    Raises:
        InvalidInput: It lies elsewhere, or names a lane or department that is not here.
        Conflict: A live place has its code.
    """
    community = lock_community(session, pen.community_id)
    place = MODELS[kind](community_id=pen.community_id, valid_from=pen.day, source=SOURCE)
    _write(session, pen, place, draft)
    with one_of_a_kind(session, _taken(draft), "/code"):
        session.add(place)
    if kind in CLAIMED and not isinstance(place, Facility):
        set_policy(session, place, draft.around.policy, pen.day)
    body = {"after": values_of(session, kind, place, pen.day)}
    remember(session, community, place, kind, "created", body, pen.by)
    return place


def change(
    session: Session,
    pen: Pen,
    kind: Kind,
    place_id: int,
    said: tuple[Mapping[str, str], Mapping[str, str]],
) -> AnyPlace:
    """Write the fields that a form changed; `said` is what it sent, and what it showed at first.

    Raises:
        FieldConflict: Somebody else changed one of them meanwhile.
        FormErrors: Fields that cannot be accepted.
        InvalidInput, Conflict: As `draw`; or the place has ended.
    """
    community = lock_community(session, pen.community_id)
    place = locked(session, kind, pen.community_id, place_id)
    sent, was = said
    before = values_of(session, kind, place, pen.day)
    after = merged(sent, was, before)
    changed = {name for name, value in after.items() if value != before[name]}
    if not changed:
        return place
    draft = read_draft(kind, after)
    with one_of_a_kind(session, _taken(draft), "/code"):
        _write(session, pen, place, draft, changed)
    if changed & set(POLICY) and not isinstance(place, Facility):
        set_policy(session, place, draft.around.policy, pen.day)
    body = {
        "before": {name: before[name] for name in sorted(changed)},
        "after": {name: after[name] for name in sorted(changed)},
    }
    remember(session, community, place, kind, "changed", body, pen.by)
    return place


def end(session: Session, pen: Pen, kind: Kind, place_id: int) -> AnyPlace:
    """End a place: from today on it is no more, nor is any claim of it; its past stays.

    Raises:
        Conflict: It has ended already.
    """
    community = lock_community(session, pen.community_id)
    place = locked(session, kind, pen.community_id, place_id)
    place.valid_to = last_day(place, pen.day)
    session.flush()
    if not isinstance(place, Facility):
        claims.end_for_place(session, place, pen.day, pen.by)
    if isinstance(place, Lane):
        move_courtyards(session, pen.community_id, [place.id])
    body = {"valid_to": place.valid_to.isoformat()}
    remember(session, community, place, kind, "ended", body, pen.by)
    return place


def last_day(place: AnyPlace, day: date) -> date:
    """Return the first day without a place that ends now; one begun today ends tomorrow."""
    return max(day, date.fromordinal(place.valid_from.toordinal() + 1))


def locked(session: Session, kind: Kind, community_id: int, place_id: int) -> AnyPlace:
    """Return a live place, locked.

    Raises:
        Conflict: It has ended.
    """
    found = session.get_one(
        MODELS[kind],
        (community_id, place_id),
        with_for_update={"key_share": True},
        populate_existing=True,
    )
    place = cast("AnyPlace", found)
    if place.valid_to is not None:
        raise Conflict(_("This place has ended."))
    return place


def remember(
    session: Session,
    community: AdminArea,
    place: AnyPlace,
    kind: Kind,
    what: str,
    body: Mapping[str, object],
    by: By,
) -> None:
    """Tell the register, and let maps be drawn anew."""
    community.place_revision += 1
    session.flush()
    record(session, community.id, thing(ONE[kind], place.id), what, body, by)


def _taken(draft: Draft) -> str:
    return _("The code %(code)s is taken.", code=draft.columns["code"])


def _write(
    session: Session,
    pen: Pen,
    place: AnyPlace,
    draft: Draft,
    changed: set[str] | None = None,
) -> None:
    """Put a draft into a row; geometries that nobody touched keep every digit."""
    for name, value in draft.columns.items():
        setattr(place, name, value)
    if changed is None or "geometry" in changed:
        own = place.id if isinstance(place, Lane) and place.id else 0
        require_near(bounds_of(session, pen.community_id, without=own), draft.geometry, "/geometry")
        place.geom = from_shape(draft.geometry, WGS84)
    if isinstance(place, Courtyard):
        _write_entrance(session, place, draft, changed)
    if isinstance(place, Facility):
        _require_department(session, pen.community_id, draft.around.department)
        place.owner_department = draft.around.department


def _write_entrance(
    session: Session, yard: Courtyard, draft: Draft, changed: set[str] | None
) -> None:
    if changed is None or "entrance" in changed:
        yard.entrance = from_shape(draft.around.entrance, WGS84) if draft.around.entrance else None
    if draft.around.entrance is not None and _apart_m(session, draft) > ENTRANCE_NEAR_M:
        raise InvalidInput(_("The entrance lies far from the courtyard."), pointer="/entrance")
    if draft.around.lane_code:
        yard.lane_id = _lane_of_code(session, yard.community_id, draft.around.lane_code)
    elif draft.around.entrance is not None:
        yard.lane_id = nearest_lane(session, yard.community_id, draft.around.entrance.wkt)
    else:
        yard.lane_id = None


def _apart_m(session: Session, draft: Draft) -> float:
    a = func.ST_GeogFromText(draft.around.entrance.wkt if draft.around.entrance else "POINT EMPTY")
    b = func.ST_GeogFromText(draft.geometry.wkt)
    return float(session.scalar(select(func.ST_Distance(a, b))) or 0.0)


def _lane_of_code(session: Session, community_id: int, code: str) -> int:
    found = session.scalar(
        select(Lane.id).where(
            Lane.community_id == community_id, Lane.code == code, Lane.valid_to.is_(None)
        )
    )
    if found is None:
        raise InvalidInput(_("There is no lane with this code."), pointer="/lane")
    return found


def nearest_lane(session: Session, community_id: int, spot: str) -> int | None:
    """Return the live lane nearest to a spot (WKT, WGS 84) in metres; None without lanes.

    Some candidates by degrees, ranked by metres: in degrees the nearest is at times another.
    """
    geom = func.ST_GeomFromText(spot, WGS84)
    candidates = (
        select(Lane.id, Lane.geom)
        .where(Lane.community_id == community_id, Lane.valid_to.is_(None))
        .order_by(Lane.geom.op("<->")(geom))
        .limit(8)
        .subquery()
    )
    metres = func.ST_Distance(func.geography(candidates.c.geom), func.geography(geom))
    return session.scalar(select(candidates.c.id).order_by(metres, candidates.c.id).limit(1))


def move_courtyards(session: Session, community_id: int, old: Sequence[int]) -> None:
    """Let live courtyards that were entered from ended lanes be entered from the nearest now."""
    yards = session.scalars(
        select(Courtyard).where(
            Courtyard.community_id == community_id,
            Courtyard.lane_id.in_(old),
            Courtyard.valid_to.is_(None),
        )
    )
    for yard in yards:
        spot = to_shape(yard.entrance if yard.entrance is not None else yard.geom)
        yard.lane_id = nearest_lane(session, community_id, spot.representative_point().wkt)
    session.flush()


def _require_department(session: Session, community_id: int, code: str | None) -> None:
    if code is not None and session.get(CommunityDepartment, (community_id, code)) is None:
        raise InvalidInput(_("Choose a department."), pointer="/owner_department")
