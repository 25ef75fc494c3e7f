"""Changing a report: edits merged field by field, each once, the counts moved along."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import strict_json
from app.errors import Conflict, InvalidInput
from app.people.areas import local_day
from app.policy import Viewer
from app.reports import events, queries, refusals, tallies, workflow
from app.reports.geometry import lon_lat, wgs84_of
from app.reports.models import WGS84, Report, ReportEdit
from app.reports.placing import Spot, placed
from app.reports.submission import plain
from app.reports.times import IMPLAUSIBLE, reckon

_COLUMNS = {"category": "category_code"}
_AS_SAID = (
    *("category", "count", "outcome", "handling", "note", "house_number"),
    *("accuracy_m", "observed_at"),
)
_MOVES = frozenset({"position", "lane", "observed_at", "accuracy_m"})


@dataclass(frozen=True)
class Edit:
    """Fields as in a submission that somebody changes, having seen version `base_version`."""

    edit_id: UUID
    base_version: int
    changes: dict[str, Any]


def edit(session: Session, viewer: Viewer, report: Report, wanted: Edit, now: datetime) -> None:
    """Merge an edit into a report that the caller has locked; doing so again changes nothing.

    Raises:
        Conflict: A field was changed on both sides (`conflicts` holds both values), or the edit's
            id came before with other changes.
        InvalidInput: A value cannot be accepted; the pointer names it.
    """
    digest = _digest(wanted)
    if _came_before(session, viewer, report, wanted, digest):
        return
    new = _normal(session, report, wanted)
    old = {name: value for name, value in _said(report).items() if name in new}
    _refuse_conflicts(session, report, wanted, old, new)
    changed = sorted(name for name in new if new[name] != old[name])
    if changed:
        new = {name: new[name] for name in changed}
        new["datum"] = wanted.changes.get("datum", "WGS84")
        _change(session, viewer, report, new, now)
    session.add(
        ReportEdit(
            community_id=report.community_id,
            report_id=report.id,
            edit_id=wanted.edit_id,
            edit_sha256=digest,
            base_version=wanted.base_version,
            version=report.version,
            changed=changed,
            person_id=viewer.person_id,
            at=now,
        )
    )
    session.flush()


def _digest(wanted: Edit) -> bytes:
    changes = {name: plain(value) for name, value in wanted.changes.items()}
    return hashlib.sha256(strict_json.dumps([wanted.base_version, changes]).encode()).digest()


def _came_before(
    session: Session, viewer: Viewer, report: Report, wanted: Edit, digest: bytes
) -> bool:
    known = session.get(ReportEdit, (report.community_id, report.id, wanted.edit_id))
    if known is None:
        return False
    if (known.edit_sha256, known.person_id) != (digest, viewer.person_id):
        raise Conflict(_("Another edit came under this id. Send this one under a new id."))
    return True


def _normal(session: Session, report: Report, wanted: Edit) -> dict[str, Any]:
    """Return the changes as `_said` puts them: positions in WGS 84, lanes by id."""
    new = dict(wanted.changes)
    datum = new.pop("datum", None)
    if datum is not None and "position" not in new:
        _refuse("datum", _("A datum needs its position."))
    if not new:
        _refuse("", _("There is nothing to change."))
    if wanted.base_version > report.version:
        message = _("The report has no such version yet.")
        raise InvalidInput(message, pointer="/base_version")
    if new.get("position") is not None:
        try:
            new["position"] = wgs84_of(
                session, report.community_id, new["position"], datum or "WGS84"
            )
        except InvalidInput as error:
            raise InvalidInput(error.message, pointer=f"/changes{error.pointer}") from error
    if "lane" in new:
        day = local_day(session, report.community_id, _placed_at(report))
        new["lane"] = queries.lane_id_of(session, report.community_id, new["lane"], day)
    return new


def _said(report: Report) -> dict[str, Any]:
    """Return what people said of a report, as it stands.

    Positions are in WGS 84; the lane is there only where somebody named it.
    """
    return {
        **{name: getattr(report, _COLUMNS.get(name, name)) for name in _AS_SAID},
        "position": lon_lat(report),
        "lane": report.lane_id if report.assigned_by == "steward" else None,
    }


def _refuse_conflicts(
    session: Session, report: Report, wanted: Edit, theirs: dict[str, Any], yours: dict[str, Any]
) -> None:
    since = session.scalars(
        select(ReportEdit.changed).where(
            ReportEdit.community_id == report.community_id,
            ReportEdit.report_id == report.id,
            ReportEdit.version > wanted.base_version,
        )
    )
    moved = {name for names in since for name in names}
    conflicts = [
        {"field": name, "yours": plain(yours[name]), "theirs": plain(theirs[name])}
        for name in sorted(moved & set(yours))
        if yours[name] != theirs[name]
    ]
    if conflicts:
        raise Conflict(
            _("Somebody changed the same at the same time. Choose which is right."),
            pointer=f"/changes/{conflicts[0]['field']}",
            extra={"conflicts": conflicts, "version": report.version},
        )


def _change(
    session: Session, viewer: Viewer, report: Report, new: dict[str, Any], now: datetime
) -> None:
    counted_before, before, outcome = (
        tallies.counted(session, report),
        _facts(report),
        report.outcome,
    )
    _set(session, viewer, report, new)
    report.version += 1
    session.flush()
    tallies.recount(session, counted_before, tallies.counted(session, report))
    after = _facts(report)
    differing = [name for name in after if after[name] != before[name]]
    body = {
        "before": {name: before[name] for name in differing},
        "after": {name: after[name] for name in differing},
    }
    events.record(session, report, "edited", body, viewer.person_id, now)
    workflow.announce(session, report, (outcome, report.outcome), viewer.person_id, now)


def _set(session: Session, viewer: Viewer, report: Report, new: dict[str, Any]) -> None:
    category = new.get("category", report.category_code)
    if {"category", "handling"} & set(new):
        handling = new.get("handling", report.handling)
        refusals.refuse_category(session, report.community_id, category, handling, "/changes")
    lane_before = _said(report)["lane"]
    for name in new.keys() & set(_AS_SAID):
        setattr(report, _COLUMNS.get(name, name), new[name])
    if "observed_at" in new:
        _set_time(report, viewer)
    if "position" in new:
        where = new["position"]
        report.geom = None if where is None else from_shape(Point(where), WGS84)
        report.datum = new["datum"]
    if _MOVES & set(new):
        kept = None if new.get("position") is not None else lane_before
        _set_place(session, report, new.get("position", lon_lat(report)), new.get("lane", kept))


def _set_time(report: Report, viewer: Viewer) -> None:
    reckoning = reckon(report.observed_at, report.sent_at, report.received_at)
    local = reckoning.effective_at.astimezone(ZoneInfo(viewer.time_zone))
    report.effective_at, report.time_flag = reckoning.effective_at, reckoning.flag
    report.local_day, report.local_hour = local.date(), local.hour


def _set_place(
    session: Session, report: Report, where: tuple[float, float] | None, lane_id: int | None
) -> None:
    if where is None and lane_id is None:
        _refuse("position", _("Give a position, or the lane."))
    spot = Spot(
        community_id=report.community_id,
        lon=where[0] if where else None,
        lat=where[1] if where else None,
        accuracy_m=report.accuracy_m,
        lane_id=lane_id,
        placed_at=_placed_at(report),
    )
    found = placed(session, spot)
    if not found.lane_known:
        _refuse("lane", _("There is no such lane."))
    report.lane_id, report.courtyard_id = found.lane_id, found.courtyard_id
    report.assigned_by, report.candidates = found.assigned_by, found.candidates


def _placed_at(report: Report) -> datetime:
    """Return when a report is placed: when it was seen, or came in where that makes no sense."""
    return report.received_at if report.time_flag == IMPLAUSIBLE else report.effective_at


def _facts(report: Report) -> dict[str, Any]:
    """Return everything that an edit may change, as JSON values."""
    names = ("lane_id", "courtyard_id", "assigned_by", "effective_at", "time_flag", "version")
    facts = _said(report) | {name: getattr(report, name) for name in names}
    return {name: plain(value) for name, value in facts.items()}


def _refuse(field: str, message: str) -> None:
    raise InvalidInput(message, pointer=f"/changes/{field}".rstrip("/"))
