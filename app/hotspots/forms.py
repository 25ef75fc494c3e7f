"""What the hot spots are asked about: a period, what counts, a box, a period to compare with."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from marshmallow import ValidationError, fields, validate

from app.api import Schema
from app.errors import InvalidInput
from app.hotspots.filters import Filter, Spell
from app.places.boxes import BoxField

DEFAULT_DAYS = 30
MOST_DAYS = 3660  # ten years
_STRETCH = re.compile(r"(\d{1,2})-(\d{1,2})")
_WEEKDAYS = re.compile(r"([1-7])(?:-([1-7]))?")
HOURS_OF_DAY = 24
DAYS_OF_WEEK = 7
LONGEST_CODE = 40
FOUND_BY = ("patrol", "off_patrol", "resident")
OUTCOMES = ("fixed", "escalated", "recorded")
STEPS = ("day", "week")


class HoursField(fields.Field[Spell]):
    """Hours of the day: `8-11` is from 8:00 up to 11:00; `22-6` goes over midnight."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Spell:  # noqa: ANN401, ARG002 - marshmallow's
        found = _STRETCH.fullmatch(str(value)) if str(value).isascii() else None
        first, last = map(int, found.groups()) if found else (0, 0)
        if max(first, last) > HOURS_OF_DAY or first == last:
            raise ValidationError(_("Hours are two full hours, such as 8-11 or 22-6."))
        if first < last:
            return Spell(str(value), tuple(range(first, last)))
        return Spell(str(value), tuple(range(first, HOURS_OF_DAY)) + tuple(range(last)))


class WeekdaysField(fields.Field[Spell]):
    """Days of the week, 1 for Monday: `1-5` is Monday to Friday; `6-1` goes over Sunday; `3`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Spell:  # noqa: ANN401, ARG002 - marshmallow's
        found = _WEEKDAYS.fullmatch(str(value)) if str(value).isascii() else None
        if found is None:
            raise ValidationError(_("Days of the week are 1 to 7, such as 1-5, 6-7 or 3."))
        first, last = int(found[1]), int(found[2] or found[1])
        length = (last - first) % DAYS_OF_WEEK + 1
        return Spell(str(value), tuple((first - 1 + i) % DAYS_OF_WEEK + 1 for i in range(length)))


class ChoiceField(fields.String):
    """One of some codes, or nothing for all."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(load_default="", validate=validate.OneOf(("", *codes)))


class FilterQuery(Schema):
    """The question mark's part that every page and call of this feature understands."""

    start = fields.Date(data_key="from", load_default=None)
    end = fields.Date(data_key="to", load_default=None)
    category = fields.String(load_default="", validate=validate.Length(max=LONGEST_CODE))
    hours = HoursField(load_default=None)
    weekdays = WeekdaysField(load_default=None)
    found_by = ChoiceField(FOUND_BY)
    outcome = ChoiceField(OUTCOMES)


class HeatQuery(FilterQuery):
    """The filter, the kind of heat and the box wanted."""

    kind = fields.String(load_default="planar")
    bbox = BoxField(load_default=None)


class RatesQuery(FilterQuery):
    """The filter, and the first day of a period as long to compare with."""

    against = fields.Date(load_default=None)


class RiskQuery(Schema):
    """The day up to which records are judged, and a category."""

    date = fields.Date(load_default=None)
    category = fields.String(load_default="", validate=validate.Length(max=LONGEST_CODE))


class TimelineQuery(FilterQuery):
    """The filter, and how long a step of the slider is."""

    step = fields.String(load_default="day", validate=validate.OneOf(STEPS))


def filter_from(asked: dict[str, Any], today: date, known: frozenset[str]) -> Filter:
    """Return the filter that was asked for; the last 30 days where no day is named.

    Args:
        asked: What `FilterQuery` read.
        today: The community's day.
        known: Codes of the problem categories that the community has.

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
    return Filter(
        start,
        end,
        category,
        asked.get("hours"),
        asked.get("weekdays"),
        asked.get("found_by") or None,
        asked.get("outcome") or None,
    )


def _before(day: date, days: int) -> date:
    """Return the day so many days before, or the first there is."""
    return day - timedelta(days) if (day - date.min).days > days else date.min
