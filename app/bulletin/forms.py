"""What a bulletin is asked for: a month, or a first and a last day; which records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from marshmallow import ValidationError, fields, validate

from app.api import Schema
from app.bulletin.periods import Period, month_of
from app.bulletin.selections import Selection
from app.config import LANGUAGES
from app.errors import InvalidInput, NotFound

MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
FIRST_YEAR, LAST_YEAR = 1970, 2199
MOST_DAYS = 3660  # ten years
LONGEST_CODE = 40
LARGEST_ID = 2**63 - 1
OUTCOMES = ("fixed", "escalated", "recorded")
FINDERS = ("patrol", "off_patrol", "resident")
VISITED = ("household", "shop")
DAYS = ("from", "to")


class DaysQuery(Schema):
    """First and last day, both counted, and the language."""

    start = fields.Date(data_key="from", load_default=None)
    end = fields.Date(data_key="to", load_default=None)
    lang = fields.String(load_default="", validate=validate.OneOf(("", *LANGUAGES)))


class RecordsQuery(DaysQuery):
    """The days, and which of their records."""

    category = fields.List(fields.String(validate=validate.Length(max=LONGEST_CODE)))
    outcome = fields.String(load_default=None, validate=validate.OneOf(OUTCOMES))
    found_by = fields.String(load_default=None, validate=validate.OneOf(FINDERS))
    team = fields.Integer(load_default=None, validate=validate.Range(0, LARGEST_ID))
    lane = fields.Integer(load_default=None, validate=validate.Range(0, LARGEST_ID))
    kind = fields.String(load_default=None, validate=validate.OneOf(VISITED))
    page = fields.Integer(load_default=0, validate=validate.Range(0, 100_000))


def read(schema: Schema, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an address says.

    Raises:
        InvalidInput: A part of it is not of its form; the pointer names it.
    """
    try:
        return dict(schema.load(given))
    except ValidationError as error:
        field, messages = next(iter(dict(error.messages_dict).items()))
        first = messages[0] if isinstance(messages, list) else _("This cannot be read.")
        raise InvalidInput(str(first), pointer=f"/{field}") from error


def month_named(name: str) -> Period:
    """Return the month that a text such as 2026-04 names.

    Raises:
        NotFound: It names none.
    """
    found = MONTH.fullmatch(name)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise NotFound(_("There is no such month. Write it as 2026-04."))
    return month_of(date(int(found[1]), int(found[2]), 1))


def period_asked(asked: Mapping[str, Any], usual: Period) -> Period:
    """Return the days asked for; those of the usual period where one is not named.

    Raises:
        InvalidInput: The last day lies before the first, or they are too many or too far away.
    """
    start = asked["start"] or min(usual.start, asked["end"] or usual.start)
    end = asked["end"] or max(usual.end, asked["start"] or usual.end)
    for day, pointer in ((start, "/from"), (end, "/to")):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise InvalidInput(_("That day is too far away."), pointer=pointer)
    if start > end:
        raise InvalidInput(_("The last day lies before the first one."), pointer="/to")
    period = Period(start, end)
    if period.days > MOST_DAYS:
        raise InvalidInput(_("The period is longer than ten years."), pointer="/from")
    return period


def selection_asked(asked: Mapping[str, Any]) -> Selection:
    """Return which reports are asked for."""
    return Selection(
        categories=tuple(asked.get("category", ())),
        outcome=asked["outcome"],
        found_by=asked["found_by"],
        team=asked["team"],
        lane=asked["lane"],
    )
