"""The reports' JSON as it comes in: every field checked by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from marshmallow import ValidationError, fields, validates_schema

from app.api import Decimal, Schema, Text, Whole
from app.errors import InvalidInput
from app.reports.fields import (
    Identifier,
    Instant,
    LaneReference,
    Photos,
    Position,
    at_most,
    between,
    one_of,
)
from app.reports.submission import Submission

LARGEST_COUNT = 10_000
LARGEST_ACCURACY_M = 1_000_000
LONGEST_NOTE = 2_000
LONGEST_HOUSE_NUMBER = 40
LONGEST_CODE = 40
MOST_ON_A_PAGE = 500
OUTCOMES = ("fixed", "escalated", "recorded")


class ReportFields(Schema):
    """What a person says of a report, and may say again in an edit; nothing is required here."""

    category = Text(validate=at_most(LONGEST_CODE))
    count = Whole(validate=between(1, LARGEST_COUNT))
    position = Position(allow_none=True)
    accuracy_m = Decimal(allow_none=True, validate=between(0, LARGEST_ACCURACY_M))
    datum = Text(validate=one_of("WGS84", "GCJ02", "BD09"))
    observed_at = Instant()
    outcome = Text(validate=one_of(*OUTCOMES))
    handling = Text(allow_none=True, validate=at_most(LONGEST_CODE))
    note = Text(validate=at_most(LONGEST_NOTE))
    lane = LaneReference(allow_none=True)
    house_number = Text(validate=at_most(LONGEST_HOUSE_NUMBER))


class ReportIn(ReportFields):
    """The body of a PUT."""

    category = Text(required=True, validate=at_most(LONGEST_CODE))
    count = Whole(required=True, validate=between(1, LARGEST_COUNT))
    observed_at = Instant(required=True)
    outcome = Text(required=True, validate=one_of(*OUTCOMES))
    sent_at = Instant(allow_none=True)
    patrol = Identifier(allow_none=True)
    joins = Identifier(allow_none=True)
    photos = Photos()

    @validates_schema
    def _somewhere(self, data: dict[str, Any], **_kwargs: Any) -> None:  # noqa: ANN401 - marshmallow's
        if data.get("position") is None and data.get("lane") is None:
            raise ValidationError(_("Give a position, or the lane."), "position")


class ReportPatch(Schema):
    """The body of a PATCH."""

    base_version = Whole(required=True, validate=between(1, 2**31 - 1))
    edit_id = Identifier(required=True)
    changes = fields.Nested(ReportFields, required=True)


class ReportPageQuery(Schema):
    """Which reports, and how many."""

    after = Text(validate=at_most(100))
    limit = fields.Integer(load_default=100, validate=between(1, MOST_ON_A_PAGE))
    bbox = Text(validate=at_most(200))
    datetime = Text(validate=at_most(100))


def submission_of(report_id: UUID, data: dict[str, Any]) -> Submission:
    """Return the submission that a loaded `ReportIn` describes."""
    return Submission(id=report_id, **data)


def parsed(report_id: UUID, body: dict[str, Any]) -> Submission:
    """Return the submission that a body describes, for callers that are not the JSON API.

    Raises:
        InvalidInput: A field cannot be accepted; the pointer names it.
    """
    try:
        return submission_of(report_id, ReportIn().load(body))
    except ValidationError as error:
        pointer, message = _first(error.messages)
        raise InvalidInput(message, pointer=pointer) from error


def _first(detail: Any, path: str = "") -> tuple[str, str]:  # noqa: ANN401 - marshmallow's nested messages
    if isinstance(detail, dict):
        key, inner = next(iter(detail.items()))
        return _first(inner, path if key == "_schema" else f"{path}/{key}")
    return path, str(detail[0] if isinstance(detail, list) else detail)
