"""How often a lane or a courtyard is to be passed, from a day on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.places.models import Courtyard, Lane, PlacePolicy

EVERY_DAY = 1


def every_days(session: Session, place: Lane | Courtyard, day: date) -> int:
    """Return after how many days a place is due again, as it holds on a day."""
    row = session.scalar(
        select(PlacePolicy.every_days)
        .where(_of(place), PlacePolicy.valid_from <= day)
        .order_by(PlacePolicy.valid_from.desc(), PlacePolicy.id.desc())
        .limit(1)
    )
    return row or EVERY_DAY


def set_every_days(session: Session, place: Lane | Courtyard, days: int, day: date) -> None:
    """Let a place be due after so many days from a day on; nothing is written where it is so."""
    if every_days(session, place, day) == days:
        return
    lane = isinstance(place, Lane)
    session.add(
        PlacePolicy(
            community_id=place.community_id,
            lane_id=place.id if lane else None,
            courtyard_id=None if lane else place.id,
            every_days=days,
            valid_from=day,
        )
    )
    session.flush()


def _of(place: Lane | Courtyard) -> ColumnElement[bool]:
    column = PlacePolicy.lane_id if isinstance(place, Lane) else PlacePolicy.courtyard_id
    return (PlacePolicy.community_id == place.community_id) & (column == place.id)
