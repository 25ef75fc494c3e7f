"""What the hot spots are asked about: a period, a category, hours of the day, a box."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from marshmallow import ValidationError, fields, validate

from app.api import Schema
from app.errors import InvalidInput
from app.hotspots.filters import Filter
from app.places.boxes import BoxField

DEFAULT_DAYS = 30
MOST_DAYS = 3660  # ten years
_HOURS = re.compile(r"(\d{1,2})-(\d{1,2})")
HOURS_OF_DAY = 24
LONGEST_CODE = 40


class HoursField(fields.Field[tuple[int, ...]]):
    """Hours of the day: `8-11` is from 8:00 up to 11:00; `22-6` goes over midnight."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> tuple[int, ...]:  # noqa: ANN401, ARG002 - marshmallow's
        found = _HOURS.fullmatch(str(value)) if str(value).isascii() else None
        first, last = map(int, found.groups()) if found else (0, 0)
        if max(first, last) > HOURS_OF_DAY or first == last:
            raise ValidationError(_("Hours are two full hours, such as 8-11 or 22-6."))
        if first < last:
            return tuple(range(first, last))
        return tuple(range(first, HOURS_OF_DAY)) + tuple(range(last))


class FilterQuery(Schema):
    """The question mark's part that every page and call of this feature understands."""

    start = fields.Date(data_key="from", load_default=None)
    end = fields.Date(data_key="to", load_default=None)
    category = fields.String(load_default="", validate=validate.Length(max=LONGEST_CODE))
    hours = HoursField(load_default=None)


class HeatQuery(FilterQuery):
    """The filter, the kind of heat and the box wanted."""

    kind = fields.String(load_default="planar")
    bbox = BoxField(load_default=None)


def filter_from(asked: dict[str, Any], today: date, known: frozenset[str], hours: str) -> Filter:
    """Return the filter that was asked for; the last 30 days where no day is named.

    Args:
        asked: What `FilterQuery` read.
        today: The community's day.
        known: Codes of the problem categories that the community has.
        hours: The hours as they were written.

    Raises:
        InvalidInput: The days are out of order or too many, or there is no such problem.
    """
    end = asked["end"] or max(today, asked["start"] or today)
    start = asked["start"] or _before(end, DEFAULT_DAYS - 1)
    if start > end:
        raise InvalidInput(_("The first day lies after the last one."), pointer="/from")
    if (end - start).days >= MOST_DAYS:
        raise InvalidInput(_("The period is longer than ten years."), pointer="/from")
    category = asked["category"] or None
    if category is not None and category not in known:
        raise InvalidInput(_("There is no such kind of problem here."), pointer="/category")
    return Filter(start, end, category, asked["hours"], hours if asked["hours"] else "")


def _before(day: date, days: int) -> date:
    """Return the day so many days before, or the first there is."""
    return day - timedelta(days) if (day - date.min).days > days else date.min
