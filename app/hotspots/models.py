"""What is worked out once per edit of the lanes and kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class LaneHeatOperator(Base):
    """A community's heat along its lanes, prepared: what a report in each place adds to all places.

    `place_revision` says of which lanes; `prepared` is what `app.hotspots.along` packs.
    """

    __tablename__ = "lane_heat_operator"

    community_id: Mapped[int] = mapped_column(ForeignKey("admin_area.id"), primary_key=True)
    place_revision: Mapped[int] = mapped_column(BigInteger)
    prepared: Mapped[bytes] = mapped_column(LargeBinary)
    lixels: Mapped[int] = mapped_column(Integer)
    prepared_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
