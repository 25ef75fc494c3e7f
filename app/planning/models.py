"""A day's plan: its walks, their legs, and why every place is on a walk or on none.

A plan is written whole, in one transaction, and never changed afterwards: planning the day anew
writes the next version. The newest version of a day is the one that counts.
"""

from __future__ import annotations

from datetime import date, datetime, time

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    SmallInteger,
    String,
    Time,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.db import Base
from app.places.models import HOURS_IN_ORDER, WGS84, AtHours

CAUSES = ("planned", "absent", "moved")
WHYS = ("unreachable", "too_far", "window", "no_time", "not_worth")


def _one_of(column: str, codes: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


class OfAPlan:
    """What belongs to one version of a day's plan."""

    @declared_attr.directive
    def community_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy hands over the class
        """Return the leading key."""
        return mapped_column(ForeignKey("admin_area.id"), primary_key=True, sort_order=-3)

    plan_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, sort_order=-2)


class PlanStart(Base):
    """Where walks begin and end: the community's office, a square."""

    __tablename__ = "plan_start"

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(200), default="")
    name_bo: Mapped[str] = mapped_column(String(200), default="")
    name_en: Mapped[str] = mapped_column(String(200), default="")
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", WGS84, spatial_index=False))
    retired: Mapped[bool] = mapped_column(Boolean, default=False)


class Roster(Base):
    """How many of a team come on a day; 0: the team does not. Without a row the team comes.

    `start_id` is where the team starts, None: at the community's first place to start.
    """

    __tablename__ = "roster"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "team_id"], ["team.community_id", "team.id"]),
        ForeignKeyConstraint(
            ["community_id", "start_id"], ["plan_start.community_id", "plan_start.id"]
        ),
        CheckConstraint("stewards BETWEEN 0 AND 99", name="stewards_in_range"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    team_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    stewards: Mapped[int] = mapped_column(SmallInteger)
    start_id: Mapped[int | None] = mapped_column(BigInteger)
    entered_by: Mapped[int | None] = mapped_column(Integer)
    entered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PlanLock(Base):
    """A lane or a courtyard that the supervisor gives to a team on a day, whatever is planned."""

    __tablename__ = "plan_lock"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "team_id"], ["team.community_id", "team.id"]),
        ForeignKeyConstraint(["community_id", "lane_id"], ["lane.community_id", "lane.id"]),
        ForeignKeyConstraint(
            ["community_id", "courtyard_id"], ["courtyard.community_id", "courtyard.id"]
        ),
        CheckConstraint("num_nonnulls(lane_id, courtyard_id) = 1", name="one_place"),
        UniqueConstraint("community_id", "day", "lane_id"),
        UniqueConstraint("community_id", "day", "courtyard_id"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    lane_id: Mapped[int | None] = mapped_column(BigInteger)
    courtyard_id: Mapped[int | None] = mapped_column(BigInteger)
    team_id: Mapped[int] = mapped_column(BigInteger)
    set_by: Mapped[int | None] = mapped_column(Integer)
    set_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PatrolPlan(Base):
    """A version of a day's plan, and what is proved of it.

    The walks begin at `begins_at` on the community's clock; `minutes` is each team's budget;
    `bound_min` a lower bound on the longest walk of any plan that serves the same places.
    """

    __tablename__ = "patrol_plan"
    __table_args__ = (
        UniqueConstraint("community_id", "day", "version"),
        CheckConstraint(_one_of("cause", CAUSES), name="cause_known"),
        CheckConstraint("version >= 1", name="version_positive"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    version: Mapped[int] = mapped_column(Integer)
    cause: Mapped[str] = mapped_column(String(10))
    begins_at: Mapped[time] = mapped_column(Time)
    minutes: Mapped[float] = mapped_column(Double)
    longest_min: Mapped[float] = mapped_column(Double)
    bound_min: Mapped[float] = mapped_column(Double)
    seed: Mapped[int] = mapped_column(Integer)
    iterations: Mapped[int] = mapped_column(Integer)
    cpu_seconds: Mapped[float] = mapped_column(Double)
    made_by: Mapped[int | None] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    @property
    def gap(self) -> float:
        """Return how far the longest walk may be from the best, a share >= 0."""
        return (self.longest_min - self.bound_min) / self.bound_min if self.bound_min > 0 else 0.0


class Walk(OfAPlan, Base):
    """What a team walks; `position` orders the teams and names their colour, from 0.

    `start_id` None: the community names no place to start; the middle of its lanes stood in.
    """

    __tablename__ = "walk"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "plan_id"], ["patrol_plan.community_id", "patrol_plan.id"]
        ),
        ForeignKeyConstraint(["community_id", "team_id"], ["team.community_id", "team.id"]),
        ForeignKeyConstraint(
            ["community_id", "start_id"], ["plan_start.community_id", "plan_start.id"]
        ),
        Index(None, "community_id", "team_id"),
    )

    team_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, sort_order=-1)
    position: Mapped[int] = mapped_column(SmallInteger)
    stewards: Mapped[int] = mapped_column(SmallInteger)
    start_id: Mapped[int | None] = mapped_column(BigInteger)
    start_geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", WGS84, spatial_index=False))
    minutes: Mapped[float] = mapped_column(Double)
    metres: Mapped[float] = mapped_column(Double)
    repeated_m: Mapped[float] = mapped_column(Double)


class WalkLeg(OfAPlan, Base):
    """A step of a walk: a stretch of one lane, walked one way, or a courtyard.

    `number` counts from 0 along the walk; neither lane nor courtyard: a way that is no lane.
    `serves`: the stretch is inspected here; otherwise it is only walked over. `geom` is a
    line in the direction of the walk, or the courtyard's entrance; WGS 84.
    """

    __tablename__ = "walk_leg"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "plan_id", "team_id"],
            ["walk.community_id", "walk.plan_id", "walk.team_id"],
        ),
        ForeignKeyConstraint(["community_id", "lane_id"], ["lane.community_id", "lane.id"]),
        ForeignKeyConstraint(
            ["community_id", "courtyard_id"], ["courtyard.community_id", "courtyard.id"]
        ),
        CheckConstraint("num_nonnulls(lane_id, courtyard_id) <= 1", name="at_most_one_place"),
    )

    team_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, sort_order=-1)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    lane_id: Mapped[int | None] = mapped_column(BigInteger)
    courtyard_id: Mapped[int | None] = mapped_column(BigInteger)
    serves: Mapped[bool] = mapped_column(Boolean)
    begins_min: Mapped[float] = mapped_column(Double)
    minutes: Mapped[float] = mapped_column(Double)
    metres: Mapped[float] = mapped_column(Double)
    geom: Mapped[WKBElement] = mapped_column(Geometry("GEOMETRY", WGS84, spatial_index=False))


class PlanPlace(AtHours, OfAPlan, Base):
    """A lane or a courtyard as the plan saw it: what it asked of the day, and what became of it.

    `days_since` counts days since anybody's last pass, None: never; `heat` is what it is expected
    to show, from `reports` reports. `team_id` walks it; where nobody does, `why` says why.
    """

    __tablename__ = "plan_place"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "plan_id"], ["patrol_plan.community_id", "patrol_plan.id"]
        ),
        ForeignKeyConstraint(["community_id", "team_id"], ["team.community_id", "team.id"]),
        ForeignKeyConstraint(["community_id", "lane_id"], ["lane.community_id", "lane.id"]),
        ForeignKeyConstraint(
            ["community_id", "courtyard_id"], ["courtyard.community_id", "courtyard.id"]
        ),
        CheckConstraint("num_nonnulls(lane_id, courtyard_id) = 1", name="one_place"),
        CheckConstraint("num_nonnulls(team_id, why) = 1", name="walked_or_why"),
        CheckConstraint(_one_of("why", WHYS), name="why_known"),
        CheckConstraint(HOURS_IN_ORDER, name="hours_in_order"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True, sort_order=-1)
    lane_id: Mapped[int | None] = mapped_column(BigInteger)
    courtyard_id: Mapped[int | None] = mapped_column(BigInteger)
    required: Mapped[bool] = mapped_column(Boolean)
    prize: Mapped[float] = mapped_column(Double)
    every_days: Mapped[int] = mapped_column(SmallInteger)
    days_since: Mapped[int | None] = mapped_column(Integer)
    heat: Mapped[float] = mapped_column(Double)
    reports: Mapped[int] = mapped_column(Integer)
    locked: Mapped[bool] = mapped_column(Boolean, default=False)
    team_id: Mapped[int | None] = mapped_column(BigInteger)
    why: Mapped[str | None] = mapped_column(String(12))
