"""Why a submission was not taken: a taken key, or something that the community does not know."""

from __future__ import annotations

from typing import Never

from flask_babel import gettext as _
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.errors import Conflict, Gone, InvalidInput
from app.policy import Viewer
from app.reports.models import ReportKey
from app.reports.submission import Submission, digest
from app.reports.walks import WALKED_BY_FINDER
from geo.crs import looks_swapped

EAST_MOST, NORTH_MOST = 180.0, 90.0

_CATEGORY = text("""
SELECT m.code IS NOT NULL AS category_known, coalesce(m.retired, FALSE) AS category_retired,
    CAST(:handling AS text) IS NULL OR coalesce(:handling = ANY(c.handlings), FALSE)
        AS handling_known
FROM (SELECT) AS one
    LEFT JOIN community_category m ON m.community_id = :community_id AND m.code = :category
    LEFT JOIN category c ON c.code = m.code
""")
_LINKS = text(
    f"""
SELECT CAST(:patrol AS uuid) IS NULL OR EXISTS (
        SELECT FROM patrol p WHERE p.community_id = :community_id AND p.id = :patrol
            AND {WALKED_BY_FINDER}
    ) AS patrol_known,
    CAST(:joins AS uuid) IS NULL OR EXISTS (
        SELECT FROM report r WHERE r.community_id = :community_id AND r.id = :joins) AS joins_known
"""  # noqa: S608 - the rule is ours, nobody's input
)
_ANCHOR = text("""
SELECT ST_X(p.start) AS lon, ST_Y(p.start) AS lat FROM (
    SELECT ST_StartPoint(geom) AS start FROM lane WHERE community_id = :community_id
    ORDER BY valid_to IS NOT NULL, id LIMIT 1) p
""")


def refuse_other_holder(key: ReportKey, viewer: Viewer, submission: Submission) -> None:
    """Return if this very request came before from this viewer and its report is still there.

    Raises:
        Conflict: The UUID is somebody else's (no more is said), or another request's.
        Gone: The report has been deleted.
    """
    if (key.community_id, key.submitted_by) != (viewer.community_id, viewer.person_id):
        raise Conflict(_("This id is taken."))
    if key.deleted_at is not None:
        raise Gone(_("This report has been deleted."))
    if key.submitted_sha256 != digest(submission):
        raise Conflict(_("Another report came under this id. Send this one under a new id."))


def refuse_unknown(session: Session, viewer: Viewer, submission: Submission) -> None:
    """Raise for whatever in a submission its community does not know; return if there is nothing.

    Raises:
        InvalidInput: The pointer names the field.
    """
    refuse_category(session, viewer.community_id, submission.category, submission.handling)
    links = session.execute(
        _LINKS,
        {
            "community_id": viewer.community_id,
            "patrol": submission.patrol,
            "joins": submission.joins,
            "team_ids": list(viewer.team_ids),
            "person_id": viewer.person_id,
        },
    ).one()
    if not links.patrol_known:
        _refuse("/patrol", _("Your team has no such patrol."))
    if not links.joins_known:
        _refuse("/joins", _("There is no such earlier report."))


def refuse_category(
    session: Session, community_id: int, category: str, handling: str | None, within: str = ""
) -> None:
    """Return if a community uses the category, and it may be handled like that.

    Raises:
        InvalidInput: The pointer is that of the field, inside `within`.
    """
    facts = session.execute(
        _CATEGORY, {"community_id": community_id, "category": category, "handling": handling}
    ).one()
    if not facts.category_known:
        _refuse(f"{within}/category", _("There is no such category."))
    if facts.category_retired:
        _refuse(f"{within}/category", _("This category is no longer used. Choose another."))
    if not facts.handling_known:
        _refuse(f"{within}/handling", _("This category is not handled like that."))


def refuse_lane() -> Never:
    """Say that the named lane is not one of the community's on that day."""
    _refuse("/lane", _("There is no such lane."))


def refuse_off_earth(session: Session, community_id: int, position: tuple[float, float]) -> None:
    """Raise where a position is not on earth, or clearly has its two numbers exchanged.

    Raises:
        InvalidInput: At /position/coordinates.
    """
    lon, lat = position
    anchor = session.execute(_ANCHOR, {"community_id": community_id}).one_or_none()
    if anchor is not None and looks_swapped(lon, lat, anchor.lon, anchor.lat):
        message = _("Longitude and latitude are swapped: longitude comes first.")
        _refuse("/position/coordinates", message)
    if not is_on_earth(position):
        message = _("Longitude runs from -180 to 180, latitude from -90 to 90.")
        _refuse(f"/position/coordinates/{int(abs(lon) <= EAST_MOST)}", message)


def is_on_earth(position: tuple[float, float]) -> bool:
    """Tell whether longitude and latitude, degrees, are within their ranges."""
    return abs(position[0]) <= EAST_MOST and abs(position[1]) <= NORTH_MOST


def _refuse(pointer: str, message: str) -> Never:
    raise InvalidInput(message, pointer=pointer)
