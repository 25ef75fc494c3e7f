"""How often, and at which hours, a lane or a courtyard is to be passed, from a day on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.places.hours import Hours
from app.places.models import Courtyard, Lane, PlacePolicy


@dataclass(frozen=True)
class Policy:
    """After how many days a place is due again, and when it is to be looked at (None: any time)."""

    every_days: int = 1
    hours: Hours | None = None


EVERY_DAY = Policy()


def policy_of(session: Session, place: Lane | Courtyard, day: date) -> Policy:
    """Return a place's policy as it holds on a day."""
    row = session.scalar(
        select(PlacePolicy)
        .where(_of(place), PlacePolicy.valid_from <= day)
        .order_by(PlacePolicy.valid_from.desc(), PlacePolicy.id.desc())
        .limit(1)
    )
    return Policy(row.every_days, row.hours) if row else EVERY_DAY


def policies_of_lanes(
    session: Session, community_id: int, lane_ids: Collection[int], day: date
) -> dict[int, Policy]:
    """Return the policies that hold on a day, by lane; those without one are left out."""
    rows = session.scalars(
        select(PlacePolicy)
        .where(
            PlacePolicy.community_id == community_id,
            PlacePolicy.lane_id.in_(lane_ids),
            PlacePolicy.valid_from <= day,
        )
        .order_by(PlacePolicy.valid_from, PlacePolicy.id)  # the last one of a lane counts
    )
    return {row.lane_id: Policy(row.every_days, row.hours) for row in rows if row.lane_id}


def joined(policies: Sequence[Policy]) -> Policy:
    """Return what holds for a lane that carries others on.

    It is due as often as the strictest of them, and has hours where all of them had the same.
    """
    hours = {one.hours for one in policies}
    return Policy(min(one.every_days for one in policies), hours.pop() if len(hours) == 1 else None)


def set_policy(session: Session, place: Lane | Courtyard, policy: Policy, day: date) -> None:
    """Let a policy hold from a day on; nothing is written where it holds already."""
    if policy_of(session, place, day) == policy:
        return
    lane = isinstance(place, Lane)
    session.add(
        PlacePolicy(
            community_id=place.community_id,
            lane_id=place.id if lane else None,
            courtyard_id=None if lane else place.id,
            every_days=policy.every_days,
            look_from=policy.hours and policy.hours.start,
            look_until=policy.hours and policy.hours.end,
            valid_from=day,
        )
    )
    session.flush()


def _of(place: Lane | Courtyard) -> ColumnElement[bool]:
    column = PlacePolicy.lane_id if isinstance(place, Lane) else PlacePolicy.courtyard_id
    return (PlacePolicy.community_id == place.community_id) & (column == place.id)
