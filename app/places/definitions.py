"""Shared definitions (categories, departments) and what each community makes of them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Integer,
    SmallInteger,
    String,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

CATEGORY_KINDS = ("problem", "service", "voice")


class Department(Base):
    """A kind of department that answers cases; a reference table."""

    __tablename__ = "department"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(120))
    name_bo: Mapped[str] = mapped_column(String(120), default="")
    name_en: Mapped[str] = mapped_column(String(120), default="")


class Category(Base):
    """What can be reported; a reference table. Only the kind `problem` makes heat."""

    __tablename__ = "category"
    __table_args__ = (
        CheckConstraint("kind IN ('problem', 'service', 'voice')", name="kind_known"),
    )

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name_zh: Mapped[str] = mapped_column(String(120))
    name_bo: Mapped[str] = mapped_column(String(120), default="")
    name_en: Mapped[str] = mapped_column(String(120), default="")
    unit_zh: Mapped[str] = mapped_column(String(20), default="")
    unit_bo: Mapped[str] = mapped_column(String(40), default="")
    unit_en: Mapped[str] = mapped_column(String(20), default="")
    national_kind: Mapped[str | None] = mapped_column(String(10))
    national_code: Mapped[str | None] = mapped_column(String(10))
    predecessor_code: Mapped[str | None] = mapped_column(String(10))
    handlings: Mapped[list[str]] = mapped_column(ARRAY(String(20)), default=list)
    position: Mapped[int] = mapped_column(SmallInteger, default=0)


class CommunityDepartment(Base):
    """A department as a community knows it."""

    __tablename__ = "community_department"

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey("department.code"), primary_key=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    retired: Mapped[bool] = mapped_column(Boolean, default=False)


class CommunityCategory(Base):
    """A category as a community uses it: its own name, weight, department and time limit.

    An empty own name means the shared one; `limit_working_hours` None means no limit is agreed.
    """

    __tablename__ = "community_category"
    __table_args__ = (CheckConstraint("weight >= 0", name="weight_not_negative"),)

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey("category.code"), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(120), default="")
    name_bo: Mapped[str] = mapped_column(String(120), default="")
    name_en: Mapped[str] = mapped_column(String(120), default="")
    weight: Mapped[int] = mapped_column(SmallInteger, default=1)
    department_code: Mapped[str | None] = mapped_column(ForeignKey("department.code"))
    limit_working_hours: Mapped[int | None] = mapped_column(Integer)
    retired: Mapped[bool] = mapped_column(Boolean, default=False)
