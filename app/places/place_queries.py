"""Places as lists and pages show them, with who answers for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import ColumnElement, and_, exists, or_, select, tuple_
from sqlalchemy.orm import Session

from app.people.area_models import Team
from app.places.claim_models import Claim
from app.places.claims import live_on
from app.places.kinds import CLAIMED, MODELS, AnyPlace, Kind
from app.places.models import Courtyard, Facility, Lane, LaneLineage
from app.places.queries import BUILDING
from app.policy import Viewer

SHOWS = ("all", "claimed", "free", "ended")
_NUMBERED = re.compile(r"(.*?)(\d+)")
_FIRST = {Kind.LANES: "L001", Kind.COURTYARDS: "C001", Kind.FACILITIES: "F001"}


@dataclass(frozen=True)
class Wanted:
    """Which places a list is to show, and after which one: (code, id)."""

    search: str
    shows: str
    after: tuple[str, int]
    limit: int
    day: date


def places_page(session: Session, viewer: Viewer, kind: Kind, wanted: Wanted) -> list[AnyPlace]:
    """Return a page of places, by code; houses, which nobody keeps by hand, are left out."""
    model = MODELS[kind]
    rules: list[ColumnElement[bool]] = [
        model.community_id == viewer.community_id,
        model.valid_to.is_not(None) if wanted.shows == "ended" else model.valid_to.is_(None),
        tuple_(model.code, model.id) > tuple_(*wanted.after),
    ]
    if kind is Kind.FACILITIES:
        rules.append(Facility.kind != BUILDING)
    if wanted.search:
        rules.append(_named_like(model, wanted.search))
    if wanted.shows in {"claimed", "free"} and kind in CLAIMED:
        held = _held(kind, wanted.day)
        rules.append(held if wanted.shows == "claimed" else ~held)
    statement = select(model).where(*rules).order_by(model.code, model.id).limit(wanted.limit)
    return list(session.scalars(statement))


def _named_like(model: type[AnyPlace], search: str) -> ColumnElement[bool]:
    literal = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    columns = (model.code, model.name_zh, model.name_bo, model.name_en)
    return or_(*(column.ilike(f"%{literal}%") for column in columns))


def _held(kind: Kind, day: date) -> ColumnElement[bool]:
    model, column = (Lane, Claim.lane_id) if kind is Kind.LANES else (Courtyard, Claim.courtyard_id)
    return exists().where(
        Claim.community_id == model.community_id, column == model.id, live_on(day)
    )


def place_for(session: Session, viewer: Viewer, kind: Kind, place_id: int) -> AnyPlace | None:
    """Return a place of the viewer's community, ended or not, or None."""
    return cast("AnyPlace | None", session.get(MODELS[kind], (viewer.community_id, place_id)))


def owners(
    session: Session, viewer: Viewer, kind: Kind, ids: Collection[int], day: date
) -> dict[int, Team]:
    """Return which team answers for each of some lanes or courtyards on a day."""
    if kind not in CLAIMED or not ids:
        return {}
    column = Claim.lane_id if kind is Kind.LANES else Claim.courtyard_id
    rows = session.execute(
        select(column, Team)
        .join(Team, and_(Team.community_id == Claim.community_id, Team.id == Claim.team_id))
        .where(Claim.community_id == viewer.community_id, column.in_(ids), live_on(day))
    )
    return {place_id: team for place_id, team in rows if place_id is not None}


def suggested_code(session: Session, community_id: int, kind: Kind) -> str:
    """Return the code that would come next, as the community writes its codes."""
    model = MODELS[kind]
    statement = select(model.code).where(model.community_id == community_id)
    if kind is Kind.FACILITIES:
        statement = statement.where(Facility.kind != BUILDING)
    return next_code(list(session.scalars(statement)), _FIRST[kind])


def next_code(codes: Sequence[str], first: str) -> str:
    """Return the number after the highest of the commonest beginning; `first` without any."""
    found = [match for code in codes if (match := _NUMBERED.fullmatch(code))]
    if not found:
        return first
    beginning, _times = Counter(match[1] for match in found).most_common(1)[0]
    numbers = [match[2] for match in found if match[1] == beginning]
    highest = max(numbers, key=int)
    return f"{beginning}{int(highest) + 1:0{len(highest)}d}"


def place_of_code(session: Session, viewer: Viewer, code: str) -> tuple[Kind, AnyPlace] | None:
    """Return the live place whose sign bears a code: a lane before a courtyard or a facility."""
    for kind, model in MODELS.items():
        place = session.scalar(
            select(model).where(
                model.community_id == viewer.community_id,
                model.code == code,
                model.valid_to.is_(None),
            )
        )
        if place is not None:
            return kind, cast("AnyPlace", place)
    return None


def descendants(session: Session, lane: Lane) -> list[Lane]:
    """Return the lanes that carry on a lane's history, by code."""
    from_here = and_(
        LaneLineage.community_id == lane.community_id, LaneLineage.from_lane_id == lane.id
    )
    return list(
        session.scalars(
            select(Lane)
            .join(
                LaneLineage,
                and_(
                    LaneLineage.community_id == Lane.community_id, LaneLineage.to_lane_id == Lane.id
                ),
            )
            .where(from_here)
            .order_by(Lane.code, Lane.id)
        )
    )
