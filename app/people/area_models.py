"""Communities and the areas they lie in, and the teams of a community."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Identity,
    Integer,
    String,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class AdminArea(Base):
    """A community, or an area above it; a reference table, a tree."""

    __tablename__ = "admin_area"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('community', 'subdistrict', 'district', 'city')",
            name="kind_known",
        ),
    )

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("admin_area.id"))
    name_zh: Mapped[str] = mapped_column(String(120))
    name_bo: Mapped[str] = mapped_column(String(120), default="")
    name_en: Mapped[str] = mapped_column(String(120), default="")
    time_zone: Mapped[str] = mapped_column(String(64), default="Asia/Shanghai")
    languages: Mapped[list[str]] = mapped_column(ARRAY(String(8)), default=list)
    utm_srid: Mapped[int] = mapped_column(Integer, default=32646)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)
    place_revision: Mapped[int] = mapped_column(BigInteger, default=0)


class Team(Base):
    """Five to eight stewards who walk together, formed by a representative."""

    __tablename__ = "team"

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(120))
    name_bo: Mapped[str] = mapped_column(String(120), default="")
    name_en: Mapped[str] = mapped_column(String(120), default="")
    representative_id: Mapped[int | None] = mapped_column(Integer)
    retired: Mapped[bool] = mapped_column(Boolean, default=False)
