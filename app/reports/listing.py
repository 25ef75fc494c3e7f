"""Lists of reports: what is asked for, and one page of it by keyset."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from app.errors import InvalidInput
from app.policy import Permission, Viewer
from app.reports.models import WGS84, Report
from app.reports.queries import visible

_MARK = "_"  # between a cursor's instant and its UUID; in neither


@dataclass(frozen=True)
class Wanted:
    """Which reports.

    `after` is where the page before ended: the instant and UUID of its last report; `bbox` is west,
    south, east, north in WGS 84 degrees; `since` and `until` bound `effective_at`, both included.
    """

    limit: int
    after: tuple[datetime, UUID] | None = None
    bbox: tuple[float, float, float, float] | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Page:
    """Reports, newest first, and where the next page begins; None at the end."""

    reports: list[Report]
    after: str | None


def page_of_reports(session: Session, viewer: Viewer, wanted: Wanted) -> Page:
    """Return a page of the reports that the viewer may see, newest first, then by UUID."""
    query = select(Report).where(visible(viewer, Permission.SEE_REPORT), *_conditions(wanted))
    found = list(
        session.scalars(
            query.order_by(Report.effective_at.desc(), Report.id.desc()).limit(wanted.limit + 1)
        )
    )
    more = len(found) > wanted.limit
    reports = found[: wanted.limit]
    return Page(reports, cursor(reports[-1]) if more else None)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.after is not None:
        conditions.append(tuple_(Report.effective_at, Report.id) < tuple_(*wanted.after))
    if wanted.bbox is not None:
        conditions.append(Report.geom.op("&&")(func.ST_MakeEnvelope(*wanted.bbox, WGS84)))
    if wanted.since is not None:
        conditions.append(Report.effective_at >= wanted.since)
    if wanted.until is not None:
        conditions.append(Report.effective_at <= wanted.until)
    return conditions


def cursor(report: Report) -> str:
    """Return what leads on from a report."""
    instant = report.effective_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return f"{instant}{_MARK}{report.id}"


def wanted_of(limit: int, after: str = "", bbox: str = "", datetime: str = "") -> Wanted:
    """Return what a query string asks for.

    Raises:
        InvalidInput: A parameter is not of its form; the pointer names it.
    """
    since, until = _interval(datetime)
    return Wanted(
        limit=limit,
        after=position_of(after) if after else None,
        bbox=_bbox(bbox) if bbox else None,
        since=since,
        until=until,
    )


def position_of(after: str) -> tuple[datetime, UUID]:
    """Return what a `cursor` says.

    Raises:
        InvalidInput: It is none of ours.
    """
    instant, _mark, report_id = after.partition(_MARK)
    try:
        return _instant(instant), UUID(report_id)
    except (ValueError, OverflowError) as error:
        message = _("Give back what the page before gave.")
        raise InvalidInput(message, pointer="/after") from error


def _bbox(said: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in said.split(","))
    except ValueError:
        west = south = east = north = math.nan
    # NaN compares with nothing
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):  # noqa: PLR2004 - degrees
        raise InvalidInput(_("Give west,south,east,north in degrees."), pointer="/bbox")
    return west, south, east, north


def _interval(said: str) -> tuple[datetime | None, datetime | None]:
    """Return the ends of an instant or interval (`a/b`, `a/..`, `../b`), None where open."""
    ends = said.split("/") if "/" in said else [said, said]
    try:
        since, until = (None if end in {"", ".."} else _instant(end) for end in ends)
    except (ValueError, OverflowError) as error:
        message = _("Give a time, or two with a slash between, each with its offset.")
        raise InvalidInput(message, pointer="/datetime") from error
    return since, until


def _instant(said: str) -> datetime:
    instant = datetime.fromisoformat(said)
    if instant.tzinfo is None:
        raise ValueError(said)
    return instant.astimezone(UTC)
