"""Writing the demo's reports: identity, row, history and tallies, as the product itself would."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final

from geoalchemy2.shape import from_shape
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app import strict_json
from app.chain import Event, seal
from app.demo.load_people import Ids
from app.demo.load_places import Row
from app.demo.load_tallies import load_tallies
from app.demo.record_types import Records, Report
from app.demo.town import WGS84, to_wgs84
from app.reports import models

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
    session.execute(
        insert(models.ReportKey),
        [_key_row(row, one) for row, one in zip(rows, made.reports, strict=True)],
    )
    session.execute(insert(models.Report), rows)
    events = [_event_row(row, one, audit_key) for row, one in zip(rows, made.reports, strict=True)]
    session.execute(insert(models.ReportEvent), events)
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


def _told(one: Report) -> dict[str, object]:
    """Return what the demo's steward would have sent, as plain JSON."""
    place = to_wgs84(one.position)
    return {
        "category": one.category,
        "count": one.count,
        "position": {"type": "Point", "coordinates": [place.x, place.y]},
        "accuracy_m": one.accuracy_m,
        "datum": "WGS84",
        "observed_at": one.observed_at.isoformat(),
        "outcome": one.outcome.value,
        "handling": one.handling,
        "note": one.note,
    }


def _key_row(row: Row, one: Report) -> Row:
    """Return the row that holds a report's UUID."""
    told = strict_json.dumps(_told(one)).encode()
    return {
        "id": one.uid,
        "community_id": row["community_id"],
        "submitted_by": row["submitted_by"],
        "submitted_sha256": hashlib.sha256(told).digest(),
        "received_at": row["received_at"],
    }


def _event_row(row: Row, one: Report, audit_key: bytes) -> Row:
    """Return the first event of a report's history."""
    thing = ("report", int(row["community_id"]), str(one.uid))
    event = Event(thing, 1, row["received_at"], row["submitted_by"], "created")
    link = seal(audit_key, event, {"before": None, "after": _told(one)}, b"")
    return {
        "community_id": row["community_id"],
        "report_id": one.uid,
        "seq": 1,
        "at": event.at,
        "person_id": event.person_id,
        "what": event.what,
        "body": link.body,
        "salt": link.salt,
        "digest": link.digest,
        "mac": link.mac,
    }
