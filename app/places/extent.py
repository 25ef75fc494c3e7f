"""Where on earth a community lies: the box round its live lanes."""

from __future__ import annotations

from flask_babel import gettext as _
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import InvalidInput
from app.places.models import Lane
from app.places.queries import Bbox
from geo.crs import looks_swapped, metres_between

FARTHEST_M = 5_000.0
"""How far from the community's lanes a new place may lie. Own choice: a community is a few km."""


def bounds_of(session: Session, community_id: int, *, without: int = 0) -> Bbox | None:
    """Return west, south, east and north of a community's lanes, WGS 84 degrees; None without.

    `without` is the id of a lane that does not count, such as the one that is being moved.
    """
    extent = func.ST_Extent(Lane.geom)
    box = select(
        func.ST_XMin(extent), func.ST_YMin(extent), func.ST_XMax(extent), func.ST_YMax(extent)
    ).where(Lane.community_id == community_id, Lane.valid_to.is_(None), Lane.id != without)
    west, south, east, north = session.execute(box).one()
    return None if west is None else (west, south, east, north)


def require_near(bounds: Bbox | None, shape: BaseGeometry, pointer: str) -> None:
    """Refuse a shape that lies far from a community; where there is no lane yet, all are near.

    Raises:
        InvalidInput: It lies elsewhere; if longitude and latitude are exchanged, it says so.
    """
    if bounds is None:
        return
    x, y = shape.representative_point().coords[0]
    west, south, east, north = bounds
    near_x, near_y = min(max(x, west), east), min(max(y, south), north)
    away = metres_between(x, y, near_x, near_y)
    if away <= FARTHEST_M:
        return
    if looks_swapped(x, y, near_x, near_y):
        raise InvalidInput(_("Longitude comes first, then latitude."), pointer=pointer)
    raise InvalidInput(
        _("This lies %(km)s km away from the community's lanes.", km=round(away / 1000)),
        pointer=pointer,
    )
