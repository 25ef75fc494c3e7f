"""Reports as viewers may see them, and what a refused submission is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select, tuple_
from sqlalchemy.orm import Session

from app.places.models import Courtyard, Lane
from app.places.validity import valid_on
from app.policy import Permission, Scope, Viewer, scopes
from app.reports.models import Photo, Report, ReportKey

Place = dict[str, object]

NO_LANE = 0  # ids begin at 1


@dataclass(frozen=True)
class Shown:
    """A report with what is shown beside it: lane, courtyard (id, code, names) and photos."""

    report: Report
    lane: Place | None
    courtyard: Place | None
    photos: tuple[Photo, ...]


def visible(viewer: Viewer, permission: Permission) -> ColumnElement[bool]:
    """Return the condition on `Report` that a viewer's permission reaches.

    A department reaches what is escalated and whose case lies with it.
    """
    reach = scopes(viewer, permission)
    rules: dict[Scope, ColumnElement[bool]] = {
        Scope.OWN: Report.submitted_by == viewer.person_id,
        Scope.TEAM: or_(
            Report.submitted_by == viewer.person_id, Report.team_id.in_(viewer.team_ids)
        ),
        Scope.DEPARTMENT: and_(
            Report.outcome == "escalated",
            Report.department_code.in_(viewer.department_codes),
        ),
    }
    here = Report.community_id == viewer.community_id
    if Scope.COMMUNITY in reach:
        return here
    return and_(here, or_(false(), *(rules[scope] for scope in sorted(reach))))


def report_of(
    session: Session, viewer: Viewer, report_id: UUID, permission: Permission, *, lock: bool = False
) -> Report | None:
    """Return a report that the viewer's permission reaches, or None; locked if asked."""
    query = select(Report).where(Report.id == report_id, visible(viewer, permission))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def key_of(session: Session, report_id: UUID) -> ReportKey | None:
    """Return who holds a UUID, as it stands now, or None."""
    return session.get(ReportKey, report_id, populate_existing=True)


def is_tombstone(session: Session, viewer: Viewer, report_id: UUID) -> bool:
    """Tell whether a report that the viewer might have deleted is deleted already."""
    key = key_of(session, report_id)
    if key is None or key.deleted_at is None or key.community_id != viewer.community_id:
        return False
    return (
        Scope.COMMUNITY in scopes(viewer, Permission.DELETE_REPORT)
        or key.submitted_by == viewer.person_id
    )


def lane_id_of(
    session: Session, community_id: int, lane: int | str | None, day: date
) -> int | None:
    """Return the id of a lane given by id or code; 0 for an unknown code.

    Of several lanes that had the code one after another, it is the one valid on the day.
    """
    if not isinstance(lane, str):
        return lane
    found = session.scalar(
        select(Lane.id)
        .where(Lane.community_id == community_id, Lane.code == lane)
        .order_by(valid_on(Lane, day).desc(), Lane.id.desc())
        .limit(1)
    )
    return NO_LANE if found is None else found


def shown(session: Session, reports: Sequence[Report]) -> list[Shown]:
    """Return reports with what is shown beside them, in the same order."""
    lanes = _places(session, Lane, {(r.community_id, r.lane_id) for r in reports if r.lane_id})
    yards = _places(
        session, Courtyard, {(r.community_id, r.courtyard_id) for r in reports if r.courtyard_id}
    )
    photos = _photos(session, reports)
    return [
        Shown(
            report,
            lanes.get((report.community_id, report.lane_id)),
            yards.get((report.community_id, report.courtyard_id)),
            tuple(photos.get(report.id, ())),
        )
        for report in reports
    ]


def _places(
    session: Session, kind: type[Lane | Courtyard], keys: set[tuple[int, int | None]]
) -> dict[tuple[int, int | None], Place]:
    if not keys:
        return {}
    rows = session.execute(
        select(
            kind.community_id, kind.id, kind.code, kind.name_zh, kind.name_bo, kind.name_en
        ).where(tuple_(kind.community_id, kind.id).in_(keys))
    )
    found = (row._asdict() for row in rows)
    return {(place.pop("community_id"), place["id"]): place for place in found}


def _photos(session: Session, reports: Sequence[Report]) -> dict[UUID, list[Photo]]:
    found: dict[UUID, list[Photo]] = {}
    if not reports:
        return found
    keys = [(report.community_id, report.id) for report in reports]
    for photo in session.scalars(
        select(Photo)
        .where(tuple_(Photo.community_id, Photo.report_id).in_(keys))
        .order_by(Photo.taken.desc(), Photo.received_sha256)
    ):
        found.setdefault(photo.report_id, []).append(photo)
    return found
