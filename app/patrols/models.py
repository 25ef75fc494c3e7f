"""Patrols, who walked them, what they passed, and visits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Patrol(Base):
    """A team's walk, from its start to its end; `ended_at` None while it lasts."""

    __tablename__ = "patrol"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "team_id"], ["team.community_id", "team.id"]),
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="in_order"),
        Index(None, "community_id", "started_at"),
        Index(None, "community_id", "team_id", "started_at"),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(BigInteger)
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    started_by: Mapped[int | None] = mapped_column(Integer)
    entered_by: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str] = mapped_column(Text, default="")


class PatrolMember(Base):
    """A person on a patrol, with the interval they were there."""

    __tablename__ = "patrol_member"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "patrol_id"], ["patrol.community_id", "patrol.id"]),
        Index(None, "community_id", "person_id"),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    patrol_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    joined_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    left_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Pass(Base):
    """A lane or courtyard that a team went through, and what shows it.

    `covered` lists [from, to] fractions of the lane's length.
    """

    __tablename__ = "pass"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "patrol_id"], ["patrol.community_id", "patrol.id"]),
        ForeignKeyConstraint(["community_id", "team_id"], ["team.community_id", "team.id"]),
        ForeignKeyConstraint(["community_id", "lane_id"], ["lane.community_id", "lane.id"]),
        ForeignKeyConstraint(
            ["community_id", "courtyard_id"], ["courtyard.community_id", "courtyard.id"]
        ),
        CheckConstraint("num_nonnulls(lane_id, courtyard_id) = 1", name="one_place"),
        CheckConstraint("evidence IN ('track', 'sign', 'pin', 'declared')", name="evidence_known"),
        Index(None, "community_id", "lane_id", "passed_at"),
        Index(None, "community_id", "courtyard_id", "passed_at"),
        Index(None, "community_id", "patrol_id"),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    patrol_id: Mapped[UUID | None] = mapped_column()
    team_id: Mapped[int] = mapped_column(BigInteger)
    lane_id: Mapped[int | None] = mapped_column(BigInteger)
    courtyard_id: Mapped[int | None] = mapped_column(BigInteger)
    passed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    covered: Mapped[list[list[float]]] = mapped_column(JSONB, default=list)
    evidence: Mapped[str] = mapped_column(String(10))


class Visit(Base):
    """A call on a household or shop; the note never leaves the community, only counts do."""

    __tablename__ = "visit"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "patrol_id"], ["patrol.community_id", "patrol.id"]),
        ForeignKeyConstraint(["community_id", "team_id"], ["team.community_id", "team.id"]),
        ForeignKeyConstraint(["community_id", "lane_id"], ["lane.community_id", "lane.id"]),
        ForeignKeyConstraint(
            ["community_id", "courtyard_id"], ["courtyard.community_id", "courtyard.id"]
        ),
        CheckConstraint("kind IN ('household', 'shop')", name="kind_known"),
        Index(None, "community_id", "visited_at"),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    patrol_id: Mapped[UUID | None] = mapped_column()
    team_id: Mapped[int | None] = mapped_column(BigInteger)
    lane_id: Mapped[int | None] = mapped_column(BigInteger)
    courtyard_id: Mapped[int | None] = mapped_column(BigInteger)
    visited_by: Mapped[int] = mapped_column(Integer)
    visited_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    kind: Mapped[str] = mapped_column(String(10))
    topic: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(40))
    note: Mapped[str] = mapped_column(Text, default="")
