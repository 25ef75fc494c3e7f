"""Tally sheets that came back on paper, as they were entered."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class PaperSheet(Base):
    """A sheet that somebody entered for a team: its id is that of the patrol that it made.

    `content_sha256` tells the same sheet from another under one id; `report_ids` are the reports
    that it made. A sheet that was taken back stays, without patrol and reports.
    """

    __tablename__ = "paper_sheet"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "team_id"], ["team.community_id", "team.id"]),
        CheckConstraint("ended_at > started_at", name="in_order"),
        CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by IS NULL)", name="taken_back_by_somebody"
        ),
        Index(None, "community_id", "team_id", "started_at"),
        Index(None, "community_id", "entered_at"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[date] = mapped_column(Date)
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    content_sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    places: Mapped[int] = mapped_column(Integer)
    report_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    entered_by: Mapped[int] = mapped_column(Integer)
    entered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    taken_back_by: Mapped[int | None] = mapped_column(Integer)
    taken_back_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
