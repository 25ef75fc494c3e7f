"""Hours of a place: as they are written, and as they lie to a walk's begin."""

from __future__ import annotations

from datetime import time

import pytest

from app.places.hours import Hours


@pytest.mark.parametrize("text", ["07:30-09:00", "00:00-23:59", "19:05-19:06"])
def test_hours_are_written_as_they_are_read(text: str) -> None:
    assert str(Hours.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "7:30-9:00", "09:00-07:30", "09:00-09:00", "22:00-24:00", "07:60-09:00"),
        *("07:30 - 09:00", "07:30-09:00-10:00", "٠٧:٣٠-٠٩:٠٠", "07:30\N{EN DASH}09:00", "morning"),
    ],
)
def test_what_is_no_span_of_a_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Hours.parse(text)


def test_hours_lie_before_and_after_a_walks_begin() -> None:
    hours = Hours(time(7, 30), time(9))
    assert [hours.after(time(8)), hours.after(time(7)), hours.after(time(10))] == [
        (-30.0, 60.0),
        (30.0, 120.0),
        (-150.0, -60.0),
    ]
