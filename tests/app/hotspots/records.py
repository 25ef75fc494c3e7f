"""Reports and tallies for the tests of this feature, written straight into the tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

from shapely import Point
from sqlalchemy.orm import Session

from app.reports.models import Report
from app.reports.tally_models import CellTally, LaneTally
from geo.crs import project
from tests.cast import EAST, NORTH, Cast

DAY = date(2026, 11, 10)
PERIOD = "from=2026-11-01&to=2026-11-30"


def cell_of(lon: float, lat: float) -> tuple[int, int]:
    """Return the 10 m cell of a position in zone 46."""
    spot = project(Point(lon, lat), 4326, 32646)
    return int(spot.x // 10), int(spot.y // 10)


def tally(
    session: Session,
    cast: Cast,
    reports: int,
    *,
    lane: str = "long",
    category: str = "illegal_parking",
    day: date = DAY,
    hour: int = 9,
    found_by: str = "patrol",
    community_id: int | None = None,
) -> None:
    """Count so many reports on a lane, and in a cell of that lane's own at the places' west."""
    common = {
        "community_id": community_id or cast.community_id,
        "local_day": day,
        "local_hour": hour,
        "category_code": category,
        "found_by": found_by,
        "outcome": "fixed",
        "reports": reports,
        "quantity": reports,
    }
    east, north = cell_of(EAST, NORTH)
    east += list(cast.lanes).index(lane) % 3
    session.add(LaneTally(lane_id=cast.lanes[lane], **common))
    session.add(CellTally(cell_east=east, cell_north=north, **common))


def report(session: Session, cast: Cast, **changes: object) -> Report:
    """Add a report of parking on the long lane at nine in the morning of the day."""
    at = datetime(2026, 11, 10, 1, 0, tzinfo=UTC)
    values: dict[str, object] = {
        "community_id": cast.community_id,
        "id": uuid4(),
        "category_code": "illegal_parking",
        "count": 3,
        "lane_id": cast.lanes["long"],
        "assigned_by": "nearest",
        "outcome": "fixed",
        "observed_at": at,
        "received_at": at,
        "effective_at": at,
        "local_day": DAY,
        "local_hour": 9,
        "found_by": "patrol",
    }
    made = Report(**(values | changes))
    session.add(made)
    return made
