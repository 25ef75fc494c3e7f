"""April's records add up to the community's bulletin, whatever day they are loaded."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from app.demo.record_types import ZONE, FoundBy, Outcome, Records, Report
from app.demo.records import records
from app.demo.town import build_town

FIGURES = {
    ("illegal_parking", "moved_on"): 370,
    ("ebike_disorder", "tidied"): 391,
    ("shopfront", "talked_to"): 16,
    ("sticker_ads", "cleared"): 5,
    ("corridor_clutter", "cleared"): 102,
    ("masks", "handed_out"): 65,
}
LOADED = [
    datetime(2026, 5, 1, 0, 0, tzinfo=ZONE),
    datetime(2026, 5, 20, 9, 30, tzinfo=ZONE),
    datetime(2026, 11, 22, 12, 0, tzinfo=ZONE),
    datetime(2028, 2, 29, 23, 0, tzinfo=ZONE),
]


@pytest.fixture(scope="module", params=LOADED, ids=lambda now: f"{now:%Y-%m-%d}")
def loaded(request: pytest.FixtureRequest) -> Records:
    return records(build_town(), request.param)


def in_april(day: date) -> bool:
    return date(2026, 4, 1) <= day <= date(2026, 4, 30)


def april(loaded: Records) -> list[Report]:
    return [pin for pin in loaded.reports if in_april(pin.observed_at.date())]


def test_pieces_handled_are_those_of_the_bulletin(loaded: Records) -> None:
    sums: Counter[tuple[str, str | None]] = Counter()
    for pin in april(loaded):
        sums[pin.category, pin.handling] += pin.count
    assert {key: sums[key] for key in FIGURES} == FIGURES


def test_no_other_pieces_of_those_categories_are_in_april(loaded: Records) -> None:
    sums = Counter({category: 0 for category, _ in FIGURES})
    for pin in april(loaded):
        sums[pin.category] += pin.count
    assert all(sums[category] == figure for (category, _), figure in FIGURES.items())


def test_patrols_last_63_and_a_half_hours(loaded: Records) -> None:
    walked = [one for one in loaded.patrols if in_april(one.start.date())]
    assert sum((one.end - one.start for one in walked), timedelta()) == timedelta(hours=63.5)


def test_four_repairs_are_escalated_and_coordinated_within_the_month(loaded: Records) -> None:
    escalated = {pin.uid: pin for pin in april(loaded) if pin.outcome is Outcome.ESCALATED}
    assert Counter(pin.category for pin in escalated.values()) == {
        "road_damage": 2, "street_lamp": 1, "drain_blocked": 1}  # fmt: skip
    last = [one.steps[-1] for one in loaded.cases if one.report in escalated]
    assert [step.state for step in last] == ["closed"] * 4
    assert all(in_april(step.at.date()) for step in last)


def test_residents_reports_touch_none_of_the_figures(loaded: Records) -> None:
    told = {pin.category for pin in april(loaded) if pin.found_by is FoundBy.RESIDENT}
    assert not told & {category for category, _ in FIGURES}
