"""The tree of areas, and a community's own clock."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.errors import NotFound
from app.people.area_models import AdminArea


def community(session: Session, community_id: int) -> AdminArea:
    """Return a community by its id."""
    return session.get_one(AdminArea, community_id)


def community_by_code(session: Session, code: str) -> AdminArea | None:
    """Return a community by its code, or None."""
    return session.scalar(
        select(AdminArea).where(AdminArea.code == code, AdminArea.kind == "community")
    )


def the_community(session: Session, code: str | None) -> AdminArea:
    """Return the community of a code, or the only one there is where none is named.

    Raises:
        NotFound: There is none of that code, or more than one to choose from.
    """
    known = select(AdminArea).where(AdminArea.kind == "community").order_by(AdminArea.code)
    found = list(session.scalars(known if code is None else known.where(AdminArea.code == code)))
    if len(found) != 1:
        codes = ", ".join(session.scalars(known.with_only_columns(AdminArea.code)))
        raise NotFound(_("Name one community by its code: %(codes)s", codes=codes))
    return found[0]


def area_by_code(session: Session, code: str) -> AdminArea | None:
    """Return any area by its code, or None."""
    return session.scalar(select(AdminArea).where(AdminArea.code == code))


def local_day(session: Session, community_id: int, instant: datetime) -> date:
    """Return the date of an aware instant on the community's own calendar."""
    zone = ZoneInfo(community(session, community_id).time_zone)
    return instant.astimezone(zone).date()


def areas_above(session: Session, area_id: int) -> list[int]:
    """Return an area's id and those of the areas that it lies in."""
    tree = (
        select(AdminArea.id, AdminArea.parent_id)
        .where(AdminArea.id == area_id)
        .cte("above", recursive=True)
    )
    parent = aliased(AdminArea)
    tree = tree.union_all(
        select(parent.id, parent.parent_id).join(tree, parent.id == tree.c.parent_id)
    )
    return list(session.scalars(select(tree.c.id)))


def communities_below(session: Session, area_ids: list[int]) -> list[AdminArea]:
    """Return the communities in any of the areas (or being one of them), by code."""
    tree = select(AdminArea.id).where(AdminArea.id.in_(area_ids)).cte("below", recursive=True)
    child = aliased(AdminArea)
    tree = tree.union(select(child.id).join(tree, child.parent_id == tree.c.id))
    return list(
        session.scalars(
            select(AdminArea)
            .where(AdminArea.kind == "community", AdminArea.id.in_(select(tree.c.id)))
            .order_by(AdminArea.code)
        )
    )
