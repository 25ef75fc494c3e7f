"""A whole community judged at once: worse lanes are told from those merely patrolled more."""

from dataclasses import replace

import numpy as np
import pytest

from geo.errors import ShapeMismatch
from geo.hotspots import Assessment, LaneRecords, Reason, assess
from tests.geo.communities import LANES, blocks

DAYS = 120
BUSY, WORSE = slice(0, 20), (33, 47)
NONE = np.zeros((LANES, DAYS))
QUIET = LaneRecords(NONE, NONE, NONE, NONE, blocks())


def community(seed: int = 1) -> LaneRecords:
    """Records where twenty lanes are patrolled five times as often and two are five times worse."""
    rng = np.random.default_rng(seed)
    passes = np.full((LANES, DAYS), 0.2)
    passes[BUSY] = 1.0
    passes = rng.poisson(passes)
    rate = np.full((LANES, 1), 0.3)
    rate[list(WORSE)] = 1.5
    return replace(QUIET, finds=rng.poisson(rate * passes), passes=passes)


@pytest.fixture(scope="module")
def found() -> Assessment:
    """The community, judged."""
    return assess(community())


def test_worse_lanes_are_flagged_with_their_reason(found: Assessment) -> None:
    assert found.reasons[Reason.WORSE_ON_PATROL][list(WORSE)].all()
    assert found.flag[list(WORSE)].all()


def test_lanes_merely_patrolled_more_are_not_flagged(found: Assessment) -> None:
    assert not found.flag[BUSY].any()


def test_the_true_rates_lie_in_most_intervals(found: Assessment) -> None:
    inside = (found.patrols.low <= 0.3) & (found.patrols.high >= 0.3)
    assert np.delete(inside, WORSE).mean() >= 0.93


def test_tomorrows_expectation_is_that_of_a_pass_and_a_day() -> None:
    residents = np.random.default_rng(2).poisson(0.5, (LANES, DAYS))
    found = assess(replace(community(), residents=residents))
    assert np.median(found.expected) == pytest.approx(0.3 + 0.5, rel=0.15)


def test_pins_found_off_patrol_enter_no_rate_per_pass(found: Assessment) -> None:
    off_patrol = NONE.copy()
    off_patrol[5] = 1.0
    judged = assess(replace(community(), off_patrol=off_patrol))
    assert judged.patrols.rate.tolist() == found.patrols.rate.tolist()
    assert judged.reasons[Reason.WORSE_BY_REPORTS].nonzero()[0].tolist() == [5]


def test_what_residents_report_often_is_flagged_by_their_reports() -> None:
    residents = np.random.default_rng(3).poisson(0.05, (LANES, DAYS))
    residents[7] += 1
    found = assess(replace(QUIET, residents=residents))
    assert found.reasons[Reason.WORSE_BY_REPORTS][7]


def test_a_lane_that_has_been_one_for_ten_days_is_judged_by_ten_days() -> None:
    in_use = np.ones((LANES, DAYS))
    in_use[3, :-10] = 0.0
    found = assess(replace(QUIET, in_use=in_use), half_lives=(1e9,))
    assert found.daily.exposure[[2, 3]] == pytest.approx([DAYS, 10.0])


def test_a_lane_that_nobody_passes_is_called_unknown() -> None:
    records = community()
    passes = np.array(records.passes)
    passes[50] = 0
    found = assess(replace(records, passes=passes))
    assert found.reasons[Reason.UNKNOWN].nonzero()[0].tolist() == [50]


def test_a_community_without_a_record_is_answered() -> None:
    found = assess(QUIET)
    assert not found.flag.any()
    assert np.isfinite(found.expected).all()


def test_one_report_in_all_flags_nothing() -> None:
    residents = NONE.copy()
    residents[9, 100] = 1
    assert not assess(replace(QUIET, residents=residents)).flag.any()


@pytest.mark.parametrize("shape", [(0, 50), (5, 0), (1, 1)])
def test_no_lanes_and_no_days_are_answered(shape: tuple[int, int]) -> None:
    nothing = np.zeros(shape)
    found = assess(LaneRecords(nothing, nothing, nothing, nothing, []))
    assert found.flag.tolist() == [False] * shape[0]


def test_reports_all_on_one_lane_flag_it_alone() -> None:
    residents = NONE.copy()
    residents[20] = 4
    assert assess(replace(QUIET, residents=residents)).flag.nonzero()[0].tolist() == [20]


def test_records_of_different_shapes_are_refused() -> None:
    with pytest.raises(ShapeMismatch):
        assess(replace(QUIET, residents=np.zeros((LANES, 7))))
