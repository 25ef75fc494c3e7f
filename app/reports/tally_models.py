"""Counts kept up to date by whoever writes a report: what maps read instead of the reports.

Measures: `reports` (rows) and `quantity` (the sum of their counts). Each row equals a recount;
reports with an implausible time are in none of them.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    BigInteger,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.db import Base

CELL_METRES = 10


class Tally:
    """What every tally counts by, besides its place."""

    @declared_attr.directive
    def community_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy hands over the class
        """Return the leading key."""
        return mapped_column(ForeignKey("admin_area.id"), primary_key=True, sort_order=-2)

    local_day: Mapped[date] = mapped_column(Date, primary_key=True)
    local_hour: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    category_code: Mapped[str] = mapped_column(String(40), primary_key=True)
    found_by: Mapped[str] = mapped_column(String(10), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(10), primary_key=True)
    reports: Mapped[int] = mapped_column(Integer)
    quantity: Mapped[int] = mapped_column(BigInteger)


class LaneTally(Tally, Base):
    """Counts of a lane."""

    __tablename__ = "lane_tally"
    __table_args__ = (Index(None, "community_id", "local_day"),)

    lane_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, sort_order=-1)


class CourtyardTally(Tally, Base):
    """Counts of a courtyard."""

    __tablename__ = "courtyard_tally"
    __table_args__ = (Index(None, "community_id", "local_day"),)

    courtyard_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, sort_order=-1)


class CellTally(Tally, Base):
    """Counts of a 10 m cell: floor of UTM easting and northing over 10, in the community's zone."""

    __tablename__ = "cell_tally"
    __table_args__ = (Index(None, "community_id", "local_day"),)

    cell_east: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-1)
    cell_north: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-1)
