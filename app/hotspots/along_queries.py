"""What is kept of heat along the lanes, and from which lanes it is worked out."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date

import shapely
from geoalchemy2.shape import to_shape
from shapely.geometry import LineString
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.hotspots import along
from app.hotspots.models import LaneHeatOperator
from app.places.models import Lane
from app.places.validity import valid_on
from app.policy import Viewer
from geo.errors import NetworkChanged


@dataclass(frozen=True)
class Kept:
    """What is kept for a community: of which revision of its places, and what it is called."""

    place_revision: int
    name: str


_read: dict[int, tuple[str, along.Prepared]] = {}
_lock = threading.Lock()


def kept(session: Session, viewer: Viewer) -> Kept | None:
    """Return what is kept for the viewer's community, or None."""
    columns = (LaneHeatOperator.place_revision, LaneHeatOperator.prepared_at)
    row = session.execute(
        select(*columns).where(LaneHeatOperator.community_id == viewer.community_id)
    ).one_or_none()
    if row is None:
        return None
    stamp = int(row[1].timestamp() * 1_000_000)
    return Kept(row[0], f"{viewer.community_id}-{row[0]}-{stamp}")


def prepared(session: Session, viewer: Viewer, found: Kept) -> along.Prepared | None:
    """Return what a picture needs, read once by each process; None where it cannot be read."""
    known = _read.get(viewer.community_id)
    if known is not None and known[0] == found.name:
        return known[1]
    packed = session.scalar(
        select(LaneHeatOperator.prepared).where(
            LaneHeatOperator.community_id == viewer.community_id
        )
    )
    try:
        made = along.unpacked(bytes(packed)) if packed else None
    except NetworkChanged:  # of another version of the program
        return None
    if made is not None:
        with _lock:
            _read[viewer.community_id] = (found.name, made)
    return made


def lane_lines(session: Session, community_id: int, day: date) -> list[LineString]:
    """Return the centre lines of the lanes valid on a day, WGS 84, by id."""
    rows = session.scalars(
        select(Lane.geom)
        .where(Lane.community_id == community_id, valid_on(Lane, day))
        .order_by(Lane.id)
    )
    return [LineString(shapely.get_coordinates(to_shape(row))) for row in rows]
