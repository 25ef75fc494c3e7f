"""Having heat along the lanes prepared, and doing it."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import jobs
from app.errors import DomainError
from app.hotspots import along, along_queries
from app.hotspots.models import LaneHeatOperator
from app.jobs.queries import is_pending
from app.people.areas import community, local_day
from app.places.queries import place_revision
from app.policy import Viewer
from geo.errors import GeoError

PREPARE = "hotspots.prepare_along"


def ask(session: Session, viewer: Viewer) -> bool:
    """Have it prepared for the lanes as they are now, unless it is or is on the way.

    Returns:
        Whether it is still to come.
    """
    found = along_queries.kept(session, viewer)
    fresh = found is not None and found.place_revision == place_revision(session, viewer)
    if fresh and found is not None and along_queries.prepared(session, viewer, found) is not None:
        return False
    if not is_pending(session, viewer.community_id, PREPARE):
        jobs.enqueue(session, PREPARE, community_id=viewer.community_id, person_id=viewer.person_id)
    return True


def prepare(session: Session, community_id: int, now: datetime) -> int:
    """Prepare it for a community's lanes and keep it; return the number of lixels.

    Raises:
        DomainError: The lanes are too many or lie too far from each other.
    """
    area = community(session, community_id)
    lanes = along_queries.lane_lines(session, community_id, local_day(session, community_id, now))
    try:
        packed = along.prepare(lanes, area.utm_srid)
    except (GeoError, along.TooWide) as error:
        message = _("The lanes are too many, or too far from each other, for heat along them.")
        raise DomainError(message) from error
    lixels = len(along.unpacked(packed).lines)
    values = {
        "place_revision": area.place_revision,
        "prepared": packed,
        "lixels": lixels,
        "prepared_at": now,
    }
    statement = insert(LaneHeatOperator).values(community_id=community_id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["community_id"], set_=values))
    return lixels
