"""Reports, patrols and visits for the tests of this feature, written straight into the tables."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.patrols.models import Patrol, Visit
from app.reports.models import Report
from tests.cast import Cast

ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    """Return an instant on the community's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def report(session: Session, cast: Cast, when: str, **changes: object) -> Report:
    """Add a report of three parked vehicles moved on, on the long lane, by Drolma's team."""
    moment = at(when)
    values: dict[str, object] = {
        "community_id": cast.community_id,
        "id": uuid4(),
        "category_code": "illegal_parking",
        "count": 3,
        "lane_id": cast.lanes["long"],
        "assigned_by": "nearest",
        "outcome": "fixed",
        "observed_at": moment,
        "received_at": moment,
        "effective_at": moment,
        "local_day": moment.date(),
        "local_hour": moment.hour,
        "found_by": "patrol",
        "team_id": cast.team_id,
        "submitted_by": cast.drolma.id,
    }
    made = Report(**(values | changes))
    session.add(made)
    return made


def patrol(
    session: Session, cast: Cast, when: str, minutes: int | None, team: int | None = None
) -> Patrol:
    """Add a patrol of Drolma's team, or another; None minutes: it has not ended."""
    began = at(when)
    made = Patrol(
        community_id=cast.community_id,
        id=uuid4(),
        team_id=team or cast.team_id,
        started_at=began,
        ended_at=None if minutes is None else began + timedelta(minutes=minutes),
    )
    session.add(made)
    return made


def visit(session: Session, cast: Cast, when: str, **changes: object) -> Visit:
    """Add a visit of Drolma's to a household."""
    values: dict[str, object] = {
        "community_id": cast.community_id,
        "id": uuid4(),
        "team_id": cast.team_id,
        "courtyard_id": cast.courtyards["yard"],
        "visited_by": cast.drolma.id,
        "visited_at": at(when),
        "kind": "household",
        "topic": "fire_safety",
        "outcome": "talked",
        "note": "what was said at the table",
    }
    made = Visit(**(values | changes))
    session.add(made)
    return made
