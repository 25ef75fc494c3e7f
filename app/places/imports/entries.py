"""The lane from which a courtyard is entered, named in a file by the lane's code."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidInput
from app.places.imports.rows import PlaceRow
from app.places.models import Lane


def with_lanes(session: Session, community_id: int, rows: Sequence[PlaceRow]) -> Sequence[PlaceRow]:
    """Return rows whose attribute `lane` (a code) has become `lane_id`.

    Raises:
        InvalidInput: A row names a lane that the community does not have.
    """
    if not any("lane" in row.attributes for row in rows):
        return rows
    live = select(Lane.code, Lane.id).where(
        Lane.community_id == community_id, Lane.valid_to.is_(None)
    )
    ids = {lane.code: lane.id for lane in session.execute(live)}
    return [_with_lane(row, ids) for row in rows]


def _with_lane(row: PlaceRow, ids: dict[str, int]) -> PlaceRow:
    """Return a row with the id of the lane that it names."""
    attributes = dict(row.attributes)
    code = attributes.pop("lane", None)
    if code is None:
        return row
    if str(code) not in ids:
        raise InvalidInput(
            _(
                "Courtyard %(code)s names the lane %(lane)s: it is neither in the file nor here.",
                code=row.code,
                lane=code,
            )
        )
    return replace(row, attributes={**attributes, "lane_id": ids[str(code)]})
