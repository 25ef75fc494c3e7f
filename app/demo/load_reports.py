"""Writing the demo's reports: identity, row, history and tallies, as the product itself would."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from geoalchemy2.shape import from_shape
from sqlalchemy.orm import Session

from app.chain import sealed
from app.db import add_rows
from app.demo.load_people import Ids
from app.demo.load_places import Row
from app.demo.load_tallies import load_tallies
from app.demo.record_types import Records, Report
from app.demo.town import WGS84, to_wgs84
from app.reports import models
from app.reports.events import HISTORY
from app.reports.submission import Submission, canonical, digest

SENT_AFTER: Final = timedelta(seconds=25)
OFFLINE: Final = timedelta(minutes=38)
ONE_IN_OFFLINE: Final = 12
"""One pin in so many is sent later, when there is a signal again."""


def load_reports(
    session: Session, ids: Ids, made: Records, *, now: datetime, audit_key: bytes
) -> None:
    """Write all reports with their keys and events, then the tallies from them."""
    team_of = {person.code: person.team for person in made.people}
    rows = [_row(ids, one, team_of, now) for one in made.reports]
    sent = [_submission(one) for one in made.reports]
    keys = [_key_row(row, said) for row, said in zip(rows, sent, strict=True)]
    events = [_event_row(row, said, audit_key) for row, said in zip(rows, sent, strict=True)]
    add_rows(session, models.ReportKey, keys)
    add_rows(session, models.Report, rows)
    add_rows(session, models.ReportEvent, events)
    load_tallies(session, ids.community)


def _row(ids: Ids, one: Report, team_of: dict[str, int | None], now: datetime) -> Row:
    """Return the row of a report; it was sent soon after, or when there was a signal."""
    delay = OFFLINE if one.uid.int % ONE_IN_OFFLINE == 0 else SENT_AFTER
    sent = min(one.observed_at + delay, now)
    team = team_of.get(one.person) if one.person else None
    return {
        "community_id": ids.community,
        "id": one.uid,
        "category_code": one.category,
        "count": one.count,
        "geom": from_shape(to_wgs84(one.position), WGS84),
        "accuracy_m": one.accuracy_m,
        "lane_id": ids.places[one.lane],
        "courtyard_id": ids.places[one.courtyard] if one.courtyard else None,
        "house_number": one.house_number,
        "assigned_by": "courtyard" if one.courtyard else "nearest",
        "outcome": one.outcome.value,
        "handling": one.handling,
        "observed_at": one.observed_at,
        "sent_at": sent,
        "received_at": sent,
        "effective_at": one.observed_at,
        "local_day": one.observed_at.date(),
        "local_hour": one.observed_at.hour,
        "found_by": one.found_by.value,
        "patrol_id": one.patrol,
        "team_id": None if team is None else ids.teams[team],
        "submitted_by": ids.people[one.person] if one.person else None,
        "note": one.note,
    }


def _submission(one: Report) -> Submission:
    """Return what the demo's steward would have sent."""
    place = to_wgs84(one.position)
    return Submission(
        id=one.uid,
        category=one.category,
        count=one.count,
        outcome=one.outcome.value,
        observed_at=one.observed_at,
        position=(place.x, place.y),
        accuracy_m=one.accuracy_m,
        handling=one.handling,
        note=one.note,
        patrol=one.patrol,
        house_number=one.house_number,
    )


def _key_row(row: Row, sent: Submission) -> Row:
    """Return the row that holds a report's UUID."""
    return {
        "id": sent.id,
        "community_id": row["community_id"],
        "submitted_by": row["submitted_by"],
        "submitted_sha256": digest(sent),
        "received_at": row["received_at"],
    }


def _event_row(row: Row, sent: Submission, audit_key: bytes) -> Row:
    """Return the first event of a report's history."""
    link = sealed(
        audit_key,
        community_id=row["community_id"],
        thing=HISTORY.thing(sent.id),
        at=row["received_at"],
        person_id=row["submitted_by"],
        what="created",
        body={"before": None, "after": canonical(sent)},
    )
    return link.row(report_id=sent.id)
