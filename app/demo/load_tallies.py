"""Filling the three tallies from the demo's reports, one statement each."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Insert, Integer, Select, cast, func, insert, select
from sqlalchemy.orm import Session

from app.people.area_models import AdminArea
from app.reports.models import Report
from app.reports.tally_models import CELL_METRES, CellTally, CourtyardTally, LaneTally

_BY = ("local_day", "local_hour", "category_code", "found_by", "outcome")


def load_tallies(session: Session, community_id: int) -> None:
    """Count a community's reports by lane, by courtyard and by 10 m cell; it has no tallies yet."""
    session.execute(_filled(LaneTally, community_id, lane_id=Report.lane_id))
    session.execute(_filled(CourtyardTally, community_id, courtyard_id=Report.courtyard_id))
    here = func.ST_Transform(Report.geom, _utm_srid(community_id))
    east, north = func.ST_X(here), func.ST_Y(here)
    cells = {"cell_east": _cell(east), "cell_north": _cell(north)}
    session.execute(_filled(CellTally, community_id, **cells))


def _filled(
    table: type[LaneTally | CourtyardTally | CellTally],
    community_id: int,
    **place: Any,  # noqa: ANN401 - columns and expressions alike
) -> Insert:
    """Return the statement that counts reports which have such a place and a plausible time."""
    by = [getattr(Report, name) for name in _BY]
    measures = (func.count(), func.sum(Report.count))
    counted: Select[Any] = (
        select(Report.community_id, *place.values(), *by, *measures)
        .where(
            Report.community_id == community_id,
            Report.time_flag.is_distinct_from("implausible"),
            *(column.is_not(None) for column in place.values()),
        )
        .group_by(Report.community_id, *place.values(), *by)
    )
    names = ["community_id", *place, *_BY, "reports", "quantity"]
    return insert(table).from_select(names, counted)


def _utm_srid(community_id: int) -> Any:  # noqa: ANN401 - a scalar subquery
    """Return the community's UTM zone as SQL."""
    return select(AdminArea.utm_srid).where(AdminArea.id == community_id).scalar_subquery()


def _cell(metres: ColumnElement[float]) -> ColumnElement[int]:
    """Return the number of the cell that a coordinate lies in, as SQL."""
    return cast(func.floor(metres / CELL_METRES), Integer)
