"""A case: an escalated report on its way through a department."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Case(Base):
    """One escalated report and the department that answers it; one case per report.

    No foreign key to the report: a report may be taken back, its case stays, closed.
    """

    __tablename__ = "case"
    __table_args__ = (
        UniqueConstraint("community_id", "report_id"),
        CheckConstraint("state IN ('open', 'dispatched', 'closed')", name="state_known"),
        Index(None, "community_id", "state", "opened_at"),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    report_id: Mapped[UUID] = mapped_column()
    department_code: Mapped[str | None] = mapped_column(ForeignKey("department.code"))
    state: Mapped[str] = mapped_column(String(12))
    limit_working_hours: Mapped[int | None] = mapped_column(Integer)
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    dispatched_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closing_note: Mapped[str] = mapped_column(Text, default="")


class CaseEvent(Base):
    """The case's history; append-only, chained like a report's."""

    __tablename__ = "case_event"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "case_id"], ["case.community_id", "case.id"]),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    case_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    seq: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    person_id: Mapped[int | None] = mapped_column(Integer)
    what: Mapped[str] = mapped_column(String(20))
    body: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
