"""Lanes, courtyards and facilities.

Geometries are WGS 84 (EPSG:4326), x = longitude, y = latitude. Every table of a community leads
with `community_id`, so that a city can spread communities over several servers.
"""

from __future__ import annotations

from datetime import date, time

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    SmallInteger,
    String,
    Time,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.places.hours import Hours

WGS84 = 4326


class Place:
    """What lanes, courtyards and facilities have in common: a code on the sign, names, validity."""

    community_id: Mapped[int] = mapped_column(
        ForeignKey("admin_area.id"), primary_key=True, sort_order=-2
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True, sort_order=-1)
    code: Mapped[str] = mapped_column(String(40))
    name_zh: Mapped[str] = mapped_column(String(200), default="")
    name_bo: Mapped[str] = mapped_column(String(200), default="")
    name_en: Mapped[str] = mapped_column(String(200), default="")
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(80), default="")


def _found_by_geometry_and_code(table: str) -> tuple[Index, Index]:
    """Return a place's two indexes: by community and geometry, and one live place to a code."""
    return (
        Index(f"ix_{table}_community_id_geom", "community_id", "geom", postgresql_using="gist"),
        Index(
            f"uq_{table}_community_id_code_live",
            "community_id",
            "code",
            unique=True,
            postgresql_where=text("valid_to IS NULL"),
        ),
    )


HOURS_IN_ORDER = (
    "num_nonnulls(look_from, look_until) <> 1 AND (look_from < look_until) IS NOT FALSE"
)


class AtHours:
    """What says between which hours a place is to be looked at; both None: at any time."""

    look_from: Mapped[time | None] = mapped_column(Time)
    look_until: Mapped[time | None] = mapped_column(Time)

    @property
    def hours(self) -> Hours | None:
        """Return the hours; None: at any time."""
        if self.look_from is None or self.look_until is None:
            return None
        return Hours(self.look_from, self.look_until)


class Lane(Place, Base):
    """A line with a name, walked on foot; `length_m` is geodesic."""

    __tablename__ = "lane"
    __table_args__ = (
        CheckConstraint("length_m > 0", name="length_positive"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="valid_in_order"),
        *_found_by_geometry_and_code("lane"),
    )

    geom: Mapped[WKBElement] = mapped_column(Geometry("LINESTRING", WGS84, spatial_index=False))
    length_m: Mapped[float] = mapped_column(Double)
    surface: Mapped[str] = mapped_column(String(40), default="")
    lit: Mapped[bool | None] = mapped_column(Boolean)
    width_m: Mapped[float | None] = mapped_column(Double)


class LaneLineage(Base):
    """How much of a lane's history a later lane carries on, over merges and splits."""

    __tablename__ = "lane_lineage"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "from_lane_id"], ["lane.community_id", "lane.id"]),
        ForeignKeyConstraint(["community_id", "to_lane_id"], ["lane.community_id", "lane.id"]),
        CheckConstraint("share > 0 AND share <= 1", name="share_in_range"),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    from_lane_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    to_lane_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    share: Mapped[float] = mapped_column(Double)


class Courtyard(Place, Base):
    """A polygon with an entrance on a lane."""

    __tablename__ = "courtyard"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "lane_id"], ["lane.community_id", "lane.id"]),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="valid_in_order"),
        *_found_by_geometry_and_code("courtyard"),
    )

    geom: Mapped[WKBElement] = mapped_column(Geometry("POLYGON", WGS84, spatial_index=False))
    households: Mapped[int | None] = mapped_column(Integer)
    entrance: Mapped[WKBElement | None] = mapped_column(
        Geometry("POINT", WGS84, spatial_index=False)
    )
    lane_id: Mapped[int | None] = mapped_column(BigInteger)


class PlacePolicy(AtHours, Base):
    """How often and at which hours a lane or courtyard is to be passed, from a day on.

    Without one: every day, at any time.
    """

    __tablename__ = "place_policy"
    __table_args__ = (
        ForeignKeyConstraint(["community_id", "lane_id"], ["lane.community_id", "lane.id"]),
        ForeignKeyConstraint(
            ["community_id", "courtyard_id"], ["courtyard.community_id", "courtyard.id"]
        ),
        CheckConstraint("num_nonnulls(lane_id, courtyard_id) = 1", name="one_place"),
        CheckConstraint("every_days >= 1", name="every_days_positive"),
        CheckConstraint(HOURS_IN_ORDER, name="hours_in_order"),
    )

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    lane_id: Mapped[int | None] = mapped_column(BigInteger)
    courtyard_id: Mapped[int | None] = mapped_column(BigInteger)
    every_days: Mapped[int] = mapped_column(SmallInteger, default=1)
    valid_from: Mapped[date] = mapped_column(Date)


class Facility(Place, Base):
    """Bike parking, a rubbish point, a lamp, a manhole, a hydrant: a point or a polygon."""

    __tablename__ = "facility"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('bike_parking', 'rubbish_point', 'lamp', 'manhole', 'hydrant',"
            " 'landmark', 'building')",
            name="kind_known",
        ),
        CheckConstraint("GeometryType(geom) IN ('POINT', 'POLYGON')", name="geom_point_or_polygon"),
        *_found_by_geometry_and_code("facility"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    geom: Mapped[WKBElement] = mapped_column(Geometry("GEOMETRY", WGS84, spatial_index=False))
    opens: Mapped[list[dict[str, str]]] = mapped_column(JSONB, default=list)
    owner_department: Mapped[str | None] = mapped_column(ForeignKey("department.code"))
