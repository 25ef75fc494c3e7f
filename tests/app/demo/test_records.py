"""The demo's records hang together and follow the rates that they were drawn from."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

import pytest
from shapely import STRtree

from app.demo.april import days
from app.demo.categories import CUSTOMS
from app.demo.finds import SERVICES
from app.demo.rates import MERELY_WATCHED, TRULY_WORSE, UNCLAIMED
from app.demo.record_types import ZONE, FoundBy, Outcome, Records
from app.demo.records import records
from app.demo.town import Town, build_town

NOW = datetime(2026, 11, 22, 9, 40, tzinfo=ZONE)


@pytest.fixture(scope="module")
def town() -> Town:
    return build_town()


@pytest.fixture(scope="module")
def made(town: Town) -> Records:
    return records(town, NOW)


def passes(made: Records) -> Counter[str]:
    return Counter(step.place for patrol in made.patrols for step in patrol.passes)


def rates(made: Records) -> dict[str, float]:
    found = Counter(
        pin.courtyard or pin.lane
        for pin in made.reports
        if pin.found_by is FoundBy.PATROL and pin.category not in SERVICES
    )
    return {place: found[place] / many for place, many in passes(made).items()}


def ordinary_lanes(town: Town) -> list[str]:
    special = TRULY_WORSE | MERELY_WATCHED | UNCLAIMED
    return [lane.code for lane in town.lanes if lane.code not in special]


def test_the_same_moment_gives_the_same_records(town: Town, made: Records) -> None:
    assert records(town, NOW) == made


@pytest.mark.matrix
def test_another_seed_gives_other_records(town: Town, made: Records) -> None:
    assert records(town, NOW, seed=8).reports != made.reports


def test_loading_later_only_adds_and_lets_old_days_go(town: Town, made: Records) -> None:
    later = records(town, NOW + timedelta(days=1))
    first = NOW.date() - timedelta(days=59)
    kept = {pin for pin in made.reports if pin.observed_at.date() >= first}
    assert kept < set(later.reports)


def test_nothing_lies_in_the_future(made: Records) -> None:
    moments = [one.end for one in made.patrols] + [pin.observed_at for pin in made.reports]
    moments += [one.at for one in made.visits]
    moments += [step.at for one in made.cases for step in one.steps]
    assert max(moments) <= NOW


def test_the_demo_is_alive_this_morning(made: Records) -> None:
    assert any(one.start.date() == NOW.date() for one in made.patrols)
    assert any(pin.observed_at.date() == NOW.date() for pin in made.reports)


def test_records_are_of_april_and_of_the_last_60_days(made: Records) -> None:
    recent = {NOW.date() - timedelta(days=n) for n in range(61)}
    walked = {one.start.date() for one in made.patrols}
    assert recent <= walked <= recent | set(days())


def test_a_team_has_5_to_8_stewards_and_is_led_by_a_representative(made: Records) -> None:
    assert all(5 <= len(team.members) <= 8 for team in made.teams)
    assert all(team.leader.role == "representative" for team in made.teams)
    assert all(team.leader in team.members for team in made.teams)


def test_no_two_people_have_the_same_name(made: Records) -> None:
    assert len({person.name.bo for person in made.people}) == len(made.people)
    assert len({person.name.zh for person in made.people}) == len(made.people)


def test_each_place_is_claimed_once_but_for_a_few(town: Town, made: Records) -> None:
    claimed = [one.place for one in made.claims]
    everything = {lane.code for lane in town.lanes} | {yard.code for yard in town.courtyards}
    assert sorted(claimed) == sorted(everything - UNCLAIMED)


def test_a_teams_rounds_do_not_overlap(made: Records) -> None:
    for team in range(len(made.teams)):
        rounds = [one for one in made.patrols if one.team == team]
        assert all(before.end <= after.start for before, after in pairwise(rounds))


def test_passes_follow_one_another_within_their_patrol(made: Records) -> None:
    for one in made.patrols:
        times = [moment for step in one.passes for moment in (step.start, step.end)]
        assert [one.start, *times, one.end] == sorted([one.start, *times, one.end])


def test_a_pin_lies_within_a_pass_of_its_patrol_by_one_who_walked(made: Records) -> None:
    patrols = {one.uid: one for one in made.patrols}
    for pin, one in ((pin, patrols[pin.patrol]) for pin in made.reports if pin.patrol):
        steps = [step for step in one.passes if step.place in {pin.lane, pin.courtyard}]
        assert any(step.start <= pin.observed_at <= step.end for step in steps)
        assert pin.person in one.members


def test_only_pins_of_a_patrol_have_one_and_only_residents_have_no_name(made: Records) -> None:
    for pin in made.reports:
        assert (pin.patrol is not None) == (pin.found_by is FoundBy.PATROL)
        assert (pin.person is None) == (pin.found_by is FoundBy.RESIDENT)


def test_most_pins_are_found_on_patrol(made: Records) -> None:
    share = Counter(pin.found_by for pin in made.reports)
    assert share[FoundBy.PATROL] > 0.8 * len(made.reports)
    assert min(share[FoundBy.OFF_PATROL], share[FoundBy.RESIDENT]) > 20


def test_pins_lie_in_the_lane_or_courtyard_they_name(town: Town, made: Records) -> None:
    lanes = {lane.code: lane for lane in town.lanes}
    yards = {yard.code: yard.outline for yard in town.courtyards}
    for pin in made.reports:
        if pin.courtyard:
            assert yards[pin.courtyard].contains(pin.position)
        else:
            assert lanes[pin.lane].line.distance(pin.position) <= lanes[pin.lane].width_m / 2


def test_a_pin_in_a_lane_is_nearest_to_that_lane(town: Town, made: Records) -> None:
    tree = STRtree([lane.line for lane in town.lanes])
    for pin in (pin for pin in made.reports if not pin.courtyard):
        assert town.lanes[int(tree.nearest(pin.position))].code == pin.lane


def test_only_what_was_fixed_was_handled_in_its_categorys_way(made: Records) -> None:
    for pin in made.reports:
        custom = CUSTOMS[pin.category].handling
        assert pin.handling == (custom if pin.outcome is Outcome.FIXED else None)


def test_every_escalated_pin_has_one_case_and_no_other(made: Records) -> None:
    escalated = [pin.uid for pin in made.reports if pin.outcome is Outcome.ESCALATED]
    assert sorted(escalated) == sorted(one.report for one in made.cases)


def test_clutter_is_met_in_courtyards_and_parking_in_lanes(made: Records) -> None:
    assert all(pin.courtyard for pin in made.reports if pin.category == "corridor_clutter")
    assert not any(pin.courtyard for pin in made.reports if pin.category == "illegal_parking")


def test_four_lanes_are_truly_four_times_worse(town: Town, made: Records) -> None:
    rate = rates(made)
    usual = median(rate[code] for code in ordinary_lanes(town))
    assert len(TRULY_WORSE) == 4
    assert all(2.5 * usual < rate[code] < 7 * usual for code in TRULY_WORSE)


def test_four_lanes_are_watched_four_to_five_times_as_much(town: Town, made: Records) -> None:
    count = passes(made)
    usual = sum(count[code] for code in ordinary_lanes(town)) / len(ordinary_lanes(town))
    assert len(MERELY_WATCHED) == 4
    assert 4 <= sum(count[code] for code in MERELY_WATCHED) / 4 / usual <= 5.2


def test_what_is_merely_watched_has_an_ordinary_rate(town: Town, made: Records) -> None:
    rate = rates(made)
    usual = median(rate[code] for code in ordinary_lanes(town))
    assert all(0.6 * usual < rate[code] < 1.6 * usual for code in MERELY_WATCHED)


def test_market_days_are_busier_than_other_working_days(made: Records) -> None:
    found = Counter(pin.observed_at.weekday() for pin in made.reports)
    assert found[2] > 1.2 * max(found[0], found[1])


def test_stewards_walk_in_mornings_and_late_afternoons(made: Records) -> None:
    assert {one.start.hour for one in made.patrols} <= {8, 9, 10, 17, 18}


def test_uids_are_unique(made: Records) -> None:
    uids = [
        one.uid for rows in (made.patrols, made.reports, made.visits, made.cases) for one in rows
    ]
    uids += [step.uid for one in made.patrols for step in one.passes]
    assert len(set(uids)) == len(uids)
