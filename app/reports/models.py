"""Pins: identity, the report itself, its photos and its history."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

WGS84 = 4326
MOST_PHOTOS = 6


class ReportKey(Base):
    """Who holds a UUID: identity, replays and tombstones are decided here, before any community is.

    Its key is the UUID alone, hence a local table; it has no foreign keys.
    """

    __tablename__ = "report_key"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(Integer)
    submitted_by: Mapped[int | None] = mapped_column(Integer)
    submitted_sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    deleted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Report(Base):
    """A pin: what was met, where, when, and what was done.

    `effective_at` is `observed_at` put right by the phone's clock offset; `local_day` and
    `local_hour` are its date and hour in the community's time zone. `time_flag`: None, `corrected`,
    or `implausible` (kept, but counted nowhere).
    """

    __tablename__ = "report"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "lane_id"], ["lane.community_id", "lane.id"]),
        ForeignKeyConstraint(
            ["community_id", "courtyard_id"], ["courtyard.community_id", "courtyard.id"]
        ),
        ForeignKeyConstraint(["community_id", "team_id"], ["team.community_id", "team.id"]),
        CheckConstraint("count BETWEEN 1 AND 10000", name="count_in_range"),
        CheckConstraint("outcome IN ('fixed', 'escalated', 'recorded')", name="outcome_known"),
        CheckConstraint("found_by IN ('patrol', 'off_patrol', 'resident')", name="found_by_known"),
        CheckConstraint("datum IN ('WGS84', 'GCJ02', 'BD09')", name="datum_known"),
        CheckConstraint(
            "assigned_by IN ('nearest', 'courtyard', 'steward', 'none')",
            name="assigned_by_known",
        ),
        CheckConstraint(
            "geom IS NULL OR (ST_X(geom) BETWEEN -180 AND 180 AND ST_Y(geom) BETWEEN -90 AND 90)",
            name="geom_on_earth",
        ),
        CheckConstraint(
            "time_flag IS NULL OR time_flag IN ('corrected', 'implausible')",
            name="time_flag_known",
        ),
        Index(
            "ix_report_community_id_geom",
            "community_id",
            "geom",
            postgresql_using="gist",
        ),
        Index(None, "community_id", "effective_at", "id"),
        Index(None, "community_id", "lane_id", "effective_at"),
        Index(None, "community_id", "team_id", "effective_at"),
        Index(None, "community_id", "submitted_by", "effective_at"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    category_code: Mapped[str] = mapped_column(ForeignKey("category.code"))
    count: Mapped[int] = mapped_column(Integer)
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", WGS84, spatial_index=False))
    accuracy_m: Mapped[float | None] = mapped_column(Double)
    datum: Mapped[str] = mapped_column(String(5), default="WGS84")
    lane_id: Mapped[int | None] = mapped_column(BigInteger)
    courtyard_id: Mapped[int | None] = mapped_column(BigInteger)
    house_number: Mapped[str] = mapped_column(String(40), default="")
    assigned_by: Mapped[str] = mapped_column(String(10))
    candidates: Mapped[list[dict[str, object]]] = mapped_column(JSONB, default=list)
    outcome: Mapped[str] = mapped_column(String(10))
    department_code: Mapped[str | None] = mapped_column(ForeignKey("department.code"))
    handling: Mapped[str | None] = mapped_column(String(20))
    observed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    effective_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    local_day: Mapped[date] = mapped_column(Date)
    local_hour: Mapped[int] = mapped_column(SmallInteger)
    time_flag: Mapped[str | None] = mapped_column(String(12))
    found_by: Mapped[str] = mapped_column(String(10))
    patrol_id: Mapped[UUID | None] = mapped_column()
    team_id: Mapped[int | None] = mapped_column(BigInteger)
    submitted_by: Mapped[int | None] = mapped_column(Integer)
    joins: Mapped[UUID | None] = mapped_column()
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(Integer, default=1)


class ReportEdit(Base):
    """A merged edit, by the phone's own id for it, so that a replay changes nothing."""

    __tablename__ = "report_edit"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "report_id"],
            ["report.community_id", "report.id"],
            ondelete="CASCADE",
        ),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    edit_id: Mapped[UUID] = mapped_column(primary_key=True)
    edit_sha256: Mapped[bytes] = mapped_column(LargeBinary(32))
    base_version: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    changed: Mapped[list[str]] = mapped_column(JSONB)
    person_id: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Photo(Base):
    """A photo: named by the digest of what was sent, stored re-encoded and without EXIF."""

    __tablename__ = "photo"
    __table_args__ = (
        ForeignKeyConstraint(
            ["community_id", "report_id"],
            ["report.community_id", "report.id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("taken IN ('before', 'after')", name="taken_known"),
        Index(None, "stored_sha256"),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    received_sha256: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    stored_sha256: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    taken: Mapped[str] = mapped_column(String(6))
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    stored_bytes: Mapped[int | None] = mapped_column(Integer)
    uploaded_by: Mapped[int | None] = mapped_column(Integer)
    uploaded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    released_by: Mapped[int | None] = mapped_column(Integer)


class ReportEvent(Base):
    """The report's history: append-only, chained by an HMAC; it outlives the report.

    `body` holds canonical JSON with `before` and `after` and may be erased; `digest` is the SHA-256
    of salt and body, and `mac` chains it to the event before it under a key that is not in the
    database.
    """

    __tablename__ = "report_event"
    __table_args__ = (Index(None, "community_id", "at"),)

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    person_id: Mapped[int | None] = mapped_column(Integer)
    what: Mapped[str] = mapped_column(String(20))
    body: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))
