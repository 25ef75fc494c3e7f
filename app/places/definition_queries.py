"""What a community counts and who answers for it: its categories and departments."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from app.i18n import name_of
from app.places.definitions import Category, CommunityCategory, CommunityDepartment, Department


@dataclass(frozen=True)
class CategoryRecord:
    """A category as a community uses it, with the shared definition behind it."""

    own: CommunityCategory
    shared: Category


@dataclass(frozen=True)
class DepartmentRecord:
    """A department as a community knows it, with the shared definition behind it."""

    own: CommunityDepartment
    shared: Department


def categories_of(session: Session, community_id: int) -> list[CategoryRecord]:
    """Return a community's categories, retired ones last, in their order."""
    rows = session.execute(
        select(CommunityCategory, Category)
        .join(Category, Category.code == CommunityCategory.code)
        .where(CommunityCategory.community_id == community_id)
        .order_by(CommunityCategory.retired, Category.position, Category.code)
    )
    return [CategoryRecord(*row) for row in rows]


def category_of(
    session: Session, community_id: int, code: str, *, lock: bool = False
) -> CategoryRecord | None:
    """Return one of a community's categories, or None; locked if asked."""
    statement = (
        select(CommunityCategory, Category)
        .join(Category, Category.code == CommunityCategory.code)
        .where(CommunityCategory.community_id == community_id, CommunityCategory.code == code)
    )
    if lock:
        statement = statement.with_for_update(of=CommunityCategory).execution_options(
            populate_existing=True
        )
    row = session.execute(statement).first()
    return CategoryRecord(*row) if row else None


def further_categories(session: Session, community_id: int) -> list[Category]:
    """Return the shared categories that a community has not taken up, in their order."""
    used = exists().where(
        and_(
            CommunityCategory.community_id == community_id,
            CommunityCategory.code == Category.code,
        )
    )
    return list(
        session.scalars(select(Category).where(~used).order_by(Category.position, Category.code))
    )


def departments_of(session: Session, community_id: int) -> list[DepartmentRecord]:
    """Return a community's departments, retired ones last, by code."""
    rows = session.execute(
        select(CommunityDepartment, Department)
        .join(Department, Department.code == CommunityDepartment.code)
        .where(CommunityDepartment.community_id == community_id)
        .order_by(CommunityDepartment.retired, Department.code)
    )
    return [DepartmentRecord(*row) for row in rows]


def department_of(session: Session, community_id: int, code: str) -> CommunityDepartment | None:
    """Return one of a community's departments, locked, or None."""
    return session.get(
        CommunityDepartment,
        (community_id, code),
        with_for_update=True,
        populate_existing=True,
    )


def department_names(session: Session, community_id: int) -> list[tuple[str, str]]:
    """Return the departments that a community works with: code, and name for the reader."""
    return [
        (record.own.code, name_of(record.shared) or record.own.code)
        for record in departments_of(session, community_id)
        if not record.own.retired
    ]
