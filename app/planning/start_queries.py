"""Places to start that are open, and the lanes in whose middle one can be."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.places.models import Lane
from app.planning.models import PlanStart

MOST_LANES = 2000


def start_of(
    session: Session, community_id: int, start_id: int, *, lock: bool = False
) -> PlanStart:
    """Return a place to start that is not closed.

    Raises:
        NotFound: There is none.
    """
    found = session.get(PlanStart, (community_id, start_id), with_for_update=lock or None)
    if found is None or found.retired:
        raise NotFound(_("There is no such place to start."))
    return found


def live_lanes(session: Session, community_id: int) -> list[Lane]:
    """Return the lanes of a community by code."""
    return list(
        session.scalars(
            select(Lane)
            .where(Lane.community_id == community_id, Lane.valid_to.is_(None))
            .order_by(Lane.code)
            .limit(MOST_LANES)
        )
    )
