"""What a printed sheet shows besides the walk: the lanes round about, the problems to tally."""

from __future__ import annotations

from datetime import date

import shapely
from shapely.geometry import LineString
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.places.definitions import Category, CommunityCategory
from app.places.models import Lane
from app.places.validity import valid_on

PROBLEM = "problem"


def lane_lines(session: Session, community_id: int, day: date, utm_srid: int) -> list[LineString]:
    """Return the lines of the lanes valid on a day, in the metres of a UTM zone."""
    shapes = session.scalars(
        select(func.ST_AsBinary(func.ST_Transform(Lane.geom, utm_srid))).where(
            Lane.community_id == community_id, valid_on(Lane, day)
        )
    )
    return list(shapely.from_wkb([bytes(one) for one in shapes]))


def tally_columns(session: Session, community_id: int) -> list[tuple[Category, CommunityCategory]]:
    """Return the problems that the community counts now, in their order."""
    rows = session.execute(
        select(Category, CommunityCategory)
        .join(CommunityCategory, CommunityCategory.code == Category.code)
        .where(
            CommunityCategory.community_id == community_id,
            CommunityCategory.retired.is_(False),
            Category.kind == PROBLEM,
        )
        .order_by(Category.position, Category.code)
    )
    return [(row[0], row[1]) for row in rows]
