"""Claims: which team answers for a lane or a courtyard, from day to day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Integer,
    String,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

LIVE = "state = 'live'"


class Claim(Base):
    """A team's claim of exactly one lane or courtyard; at most one live claim at a time.

    The exclusion constraints are the floor: whoever claims locks the place's row first, because the
    constraints alone deadlock in a race.
    """

    __tablename__ = "claim"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "team_id"], ["team.community_id", "team.id"]),
        ForeignKeyConstraint(["community_id", "lane_id"], ["lane.community_id", "lane.id"]),
        ForeignKeyConstraint(
            ["community_id", "courtyard_id"], ["courtyard.community_id", "courtyard.id"]
        ),
        CheckConstraint("num_nonnulls(lane_id, courtyard_id) = 1", name="one_place"),
        CheckConstraint("state IN ('requested', 'live', 'ended', 'refused')", name="state_known"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="valid_in_order"),
        ExcludeConstraint(
            ("community_id", "="),
            ("lane_id", "="),
            (text("daterange(valid_from, valid_to)"), "&&"),
            name="ex_claim_lane_live",
            using="gist",
            where=text(LIVE),
        ),
        ExcludeConstraint(
            ("community_id", "="),
            ("courtyard_id", "="),
            (text("daterange(valid_from, valid_to)"), "&&"),
            name="ex_claim_courtyard_live",
            using="gist",
            where=text(LIVE),
        ),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    team_id: Mapped[int] = mapped_column(BigInteger)
    lane_id: Mapped[int | None] = mapped_column(BigInteger)
    courtyard_id: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(10))
    requested_by: Mapped[int] = mapped_column(Integer)
    requested_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    confirmed_by: Mapped[int | None] = mapped_column(Integer)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
