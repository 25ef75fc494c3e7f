"""Places where walks start and end: named, moved, closed. Each change is told in the register.

A place that was closed stays in the plans that started there, and is offered no more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from flask_babel import gettext as _
from geoalchemy2.shape import from_shape, to_shape
from shapely import Point
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import InvalidInput
from app.people.register import By, record, thing
from app.places.extent import bounds_of, require_near
from app.places.models import WGS84, Lane
from app.places.positions import typed
from app.planning.models import PlanStart
from app.policy import Names

MOST_STARTS = 50


@dataclass(frozen=True)
class StartDraft:
    """A place to start: its names, its spot (WGS 84), or the code of a lane whose middle it is."""

    names: Names
    spot: Point | None
    lane_code: str


def open_start(session: Session, community_id: int, draft: StartDraft, by: By) -> PlanStart:
    """Add a place to start.

    Raises:
        InvalidInput: It lies elsewhere, there is no such lane, or there are many already.
    """
    here = (PlanStart.community_id == community_id, PlanStart.retired.is_(False))
    if (session.scalar(select(func.count()).where(*here)) or 0) >= MOST_STARTS:
        raise InvalidInput(_("There are too many places to start. Close one first."))
    start = PlanStart(community_id=community_id)
    _write(session, start, draft)
    session.add(start)
    session.flush()
    _remember(session, start, "created", by)
    return start


def change_start(session: Session, start: PlanStart, draft: StartDraft, by: By) -> None:
    """Name a place to start anew, or move it.

    Raises:
        InvalidInput: It lies elsewhere, or there is no such lane.
    """
    _write(session, start, draft)
    _remember(session, start, "changed", by)


def close_start(session: Session, start: PlanStart, by: By) -> None:
    """Offer a place to start no more."""
    start.retired = True
    _remember(session, start, "ended", by)


def _write(session: Session, start: PlanStart, draft: StartDraft) -> None:
    for name, value in asdict(draft.names).items():
        setattr(start, name, value)
    spot = draft.spot
    if draft.lane_code or spot is None:
        spot = _middle(session, start.community_id, draft.lane_code)
    require_near(bounds_of(session, start.community_id), spot, "/geometry")
    start.geom = from_shape(spot, WGS84)


def _middle(session: Session, community_id: int, code: str) -> Point:
    """Return the middle of a live lane."""
    lane = session.scalar(
        select(Lane.geom).where(
            Lane.community_id == community_id, Lane.code == code, Lane.valid_to.is_(None)
        )
    )
    if lane is None:
        raise InvalidInput(_("There is no lane with this code."), pointer="/lane")
    return to_shape(lane).interpolate(0.5, normalized=True)


def _remember(session: Session, start: PlanStart, what: str, by: By) -> None:
    session.flush()
    body = {name: getattr(start, name) for name in ("name_zh", "name_bo", "name_en")}
    body |= {"geometry": typed(to_shape(start.geom)), "retired": start.retired}
    record(session, start.community_id, thing("plan_start", start.id), what, body, by)
