"""Positions as they come in and as they are stored."""

from __future__ import annotations

from geoalchemy2.shape import to_shape
from shapely import Point
from sqlalchemy.orm import Session

from app.reports import refusals
from app.reports.models import Report
from geo.crs import Datum, to_wgs84

LonLat = tuple[float, float]


def lon_lat(report: Report) -> LonLat | None:
    """Return a report's WGS 84 longitude and latitude, degrees, or None."""
    if report.geom is None:
        return None
    point = to_shape(report.geom)
    return (point.x, point.y) if isinstance(point, Point) else None


def wgs84_of(session: Session, community_id: int, position: LonLat, datum: str) -> LonLat:
    """Return a position's WGS 84 longitude and latitude, degrees.

    Raises:
        InvalidInput: It is not on earth; the message says so if its numbers are merely exchanged.
    """
    if not refusals.is_on_earth(position):
        refusals.refuse_off_earth(session, community_id, position)
    return to_wgs84(*position, Datum(datum))
