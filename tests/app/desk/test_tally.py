from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.desk.tally import Cell, Row, TallySheet, cell_of, report_id

BEGAN = datetime(2026, 6, 14, 1, 0, tzinfo=UTC)
SHEET = TallySheet(
    id=UUID(int=7),
    team_id=1,
    started_at=BEGAN,
    ended_at=BEGAN + timedelta(minutes=40),
    members=(1, 2),
    rows=(Row(1, None, (("garbage", Cell(2)),)), Row(None, 5, ())),
)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("", Cell()),
        ("3", Cell(3)),
        ("999", Cell(999)),
        ("1!", Cell(0, 1)),
        (" 3 + 1! ", Cell(3, 1)),
        ("３＋１！", Cell(3, 1)),
        ("0", Cell()),
    ],
)
def test_a_cell_says_what_was_fixed_and_what_was_passed_on(text: str, cell: Cell) -> None:
    assert cell_of(text, repair=False) == cell


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "1000", "3+", "!", "12!", "1!2", "1e2"])
def test_what_is_no_number_is_no_cell(text: str) -> None:
    assert cell_of(text, repair=False) is None


@pytest.mark.parametrize(("text", "passed_on"), [("2", 2), ("2!", 2), ("1+1!", 2)])
def test_a_repair_is_passed_on_however_it_is_written(text: str, passed_on: int) -> None:
    assert cell_of(text, repair=True) == Cell(0, passed_on)


def test_a_cell_passes_on_nine_at_most() -> None:
    assert cell_of("10", repair=True) is None


def test_rows_are_taken_for_moments_evenly_along_the_walk() -> None:
    assert [(at - BEGAN).total_seconds() / 60 for _row, at in SHEET.times()] == [10, 30]


def test_the_same_sheet_has_the_same_digest() -> None:
    assert replace(SHEET).digest == SHEET.digest


@pytest.mark.parametrize(
    "change",
    [{"members": (1,)}, {"rows": SHEET.rows[:1]}, {"ended_at": BEGAN + timedelta(hours=1)}],
)
def test_another_sheet_has_another_digest(change: dict[str, object]) -> None:
    assert replace(SHEET, **change).digest != SHEET.digest  # type: ignore[arg-type]


def test_no_two_reports_of_a_sheet_share_an_id() -> None:
    places = (Row(1, None, ()), Row(None, 1, ()), Row(11, None, ()))
    ids = {
        report_id(SHEET.id, row, code, number)
        for row in places
        for code in ("garbage", "masks")
        for number in (0, 1, 11)
    }
    assert len(ids) == 3 * 2 * 3
