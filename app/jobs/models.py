"""The progress of a job, as a page shows it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class JobProgress(Base):
    """One job's state: waiting, running, done, failed or cancelled; a local table.

    `result_url` is the page of ours that shows what a job that is done has made; empty for none.
    `cancel_requested`: nothing of it is to stay; `finish_requested`: what it has so far is enough.
    """

    __tablename__ = "job_progress"
    __table_args__ = (
        CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed', 'cancelled')",
            name="state_known",
        ),
        Index(None, "community_id", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community_id: Mapped[int | None] = mapped_column(ForeignKey("admin_area.id"))
    person_id: Mapped[int | None] = mapped_column(Integer)
    task: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    message: Mapped[str] = mapped_column(Text, default="")
    result_url: Mapped[str] = mapped_column(String(200), default="")
    cancel_requested: Mapped[bool] = mapped_column(Boolean, default=False)
    finish_requested: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
