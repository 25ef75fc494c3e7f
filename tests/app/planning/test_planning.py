"""A day planned: versions are kept, refusals say what to do, hands and absences are heeded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app import LaneSteward, clock
from app.db import session, transaction
from app.errors import InvalidInput
from app.people.areas import community
from app.planning import queries
from app.planning.actions import plan_day, problem_of
from app.planning.arranging import Entry, enter_roster, give, release
from app.planning.changing import give_place, leave_out_team
from app.planning.models import PatrolPlan
from app.planning.roster_queries import coming, locks
from app.planning.wishes import Wish, first_teams, named_teams, require_day, require_minutes
from app.policy import Role, Viewer
from geo.routing.patrol import Progress
from tests.cast import Cast, add_courtyard, add_lane

DAY = date(2026, 11, 20)


def wish(cast: Cast, *, minutes: float = 60.0, teams: int = 2, cause: str = "planned") -> Wish:
    """Wish for a plan of the cast's day."""
    both = (cast.team_id, cast.other_team_id)
    return Wish(cast.community_id, DAY, both[:teams], minutes, cause=cause)


def planned(cast: Cast, wanted: Wish) -> PatrolPlan:
    """Plan a day and commit."""
    with transaction() as own:
        return plan_day(own, wanted, clock.now())


def walkers(plan: PatrolPlan) -> dict[str, int | None]:
    """Return who walks each lane, by the lane's code."""
    places = queries.places_of(session(), plan)
    return {one.place.code: one.about.team_id for one in places}


def whys(plan: PatrolPlan) -> dict[str, str | None]:
    """Return why places are left out, by code."""
    places = queries.places_of(session(), plan)
    return {one.place.code: one.about.why for one in places if one.about.why}


def pema(cast: Cast) -> Viewer:
    """Return the supervisor as policy sees her."""
    return Viewer(cast.pema.id, "pema", "Pema", cast.community_id, frozenset({Role.SUPERVISOR}))


def test_every_lane_that_can_be_reached_is_on_a_walk(ctx: LaneSteward, cast: Cast) -> None:
    walked = walkers(planned(cast, wish(cast)))
    assert None not in (walked["L1"], walked["L2"], walked["C1"])


def test_an_island_is_named_with_its_reason(ctx: LaneSteward, cast: Cast) -> None:
    assert whys(planned(cast, wish(cast))) == {"L3": "unreachable"}


def test_a_courtyard_that_no_lane_leads_to_is_named(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        here = community(own, cast.community_id)
        lane = add_lane(own, here, "L9", [(0.05, 0.05), (0.051, 0.05)])
        yard = add_courtyard(own, here, "C9", lane)
        own.execute(
            queries.Courtyard.__table__.update()
            .where(queries.Courtyard.id == yard)
            .values(entrance="SRID=4326;POINT(91.0 29.9)")
        )
    assert whys(planned(cast, wish(cast)))["C9"] == "unreachable"


def test_minutes_that_hold_nothing_leave_places_out_with_the_reason(
    ctx: LaneSteward, cast: Cast
) -> None:
    found = whys(planned(cast, wish(cast, minutes=1.0)))
    assert set(found) == {"L1", "L2", "L3", "C1"}
    assert set(found.values()) <= {"too_far", "no_time", "unreachable"}


def test_legs_lead_from_the_start_back_to_it(ctx: LaneSteward, cast: Cast) -> None:
    plan = planned(cast, wish(cast, teams=1))
    (walk,) = queries.walks_of(session(), plan)
    assert [leg.leg.number for leg in walk.legs] == list(range(len(walk.legs)))
    assert walk.walk.minutes == pytest.approx(sum(leg.leg.minutes for leg in walk.legs))
    assert {leg.place.code for leg in walk.served if leg.place} == {"L1", "L2", "C1"}


def test_the_same_day_is_planned_the_same_way_again(ctx: LaneSteward, cast: Cast) -> None:
    first, second = (walkers(planned(cast, wish(cast))) for _ in range(2))
    assert first == second


def test_planning_again_keeps_the_version_before(ctx: LaneSteward, cast: Cast) -> None:
    first = planned(cast, wish(cast))
    second = planned(cast, wish(cast, teams=1))
    assert (first.version, second.version) == (1, 2)
    kept = queries.plan_of(session(), cast.community_id, DAY, 1)
    assert kept is not None
    assert len(queries.walks_of(session(), kept)) == 2
    newest = queries.plan_of(session(), cast.community_id, DAY)
    assert newest is not None
    assert newest.version == 2


class PulledOut(Exception):
    """Stands for a worker that is killed."""


def test_a_solver_stopped_in_the_middle_leaves_the_old_plan(ctx: LaneSteward, cast: Cast) -> None:
    planned(cast, wish(cast))

    def stop(_progress: Progress) -> bool:
        raise PulledOut

    with pytest.raises(PulledOut), transaction() as own:
        plan_day(own, wish(cast, teams=1), clock.now(), stop)
    assert [one.version for one in queries.versions(session(), cast.community_id, DAY)] == [1]


def test_a_community_without_lanes_is_told_so(ctx: LaneSteward, cast: Cast) -> None:
    early = Wish(cast.community_id, date(2020, 1, 1), (cast.team_id,), 60.0)
    with pytest.raises(InvalidInput, match="小巷"):
        plan_day(session(), early, clock.now())


def test_a_lane_given_by_hand_is_walked_by_that_team(ctx: LaneSteward, cast: Cast) -> None:
    before = walkers(planned(cast, wish(cast)))["L2"]
    other = ({cast.team_id, cast.other_team_id} - {before}).pop()
    with transaction() as own:
        plan = queries.plan_of(own, cast.community_id, DAY)
        assert plan is not None
        place = ("lane", cast.lanes["short"])
        made = give_place(own, pema(cast), plan, place, other or 0, clock.now()).plan
    assert made is not None
    assert (made.cause, walkers(made)["L2"]) == ("moved", other)


def test_a_lane_locked_to_its_own_team_needs_no_new_plan(ctx: LaneSteward, cast: Cast) -> None:
    plan = planned(cast, wish(cast))
    team = walkers(plan)["L1"] or 0
    with transaction() as own:
        place = ("lane", cast.lanes["long"])
        outcome = give_place(own, pema(cast), plan, place, team, clock.now())
    assert outcome.plan is plan
    assert locks(session(), cast.community_id, DAY) == {place: team}


def test_what_was_given_to_a_team_that_stays_away_is_anybodys(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        give(own, pema(cast), DAY, ("lane", cast.lanes["long"]), cast.other_team_id, clock.now())
    plan = planned(cast, wish(cast, teams=1))
    (long,) = [one for one in queries.places_of(session(), plan) if one.place.code == "L1"]
    assert (long.about.team_id, long.about.locked) == (cast.team_id, False)


def test_a_place_taken_back_is_free_again(ctx: LaneSteward, cast: Cast) -> None:
    place = ("courtyard", cast.courtyards["yard"])
    with transaction() as own:
        give(own, pema(cast), DAY, place, cast.team_id, clock.now())
        release(own, pema(cast), DAY, place)
    assert locks(session(), cast.community_id, DAY) == {}


def test_without_a_team_the_others_walk_its_lanes(ctx: LaneSteward, cast: Cast) -> None:
    plan = planned(cast, wish(cast))
    with transaction() as own:
        made = leave_out_team(own, pema(cast), plan, cast.team_id, clock.now()).plan
    assert made is not None
    assert {one.team.id for one in queries.walks_of(session(), made)} == {cast.other_team_id}
    assert set(whys(made)) == {"L3"}
    stays = {c.team.id: c.stewards for c in coming(session(), cast.community_id, DAY)}
    assert stays[cast.team_id] == 0


def test_what_is_to_be_kept_is_asked_of_the_solver(ctx: LaneSteward, cast: Cast) -> None:
    planned(cast, wish(cast))
    problem = problem_of(session(), wish(cast, cause="moved")).problem
    assert sum(len(lanes) for lanes in problem.previous) == 2
    assert sum(len(yards) for yards in problem.previous_stops) == 1
    assert problem_of(session(), wish(cast)).problem.previous == ()


def test_what_a_team_walked_the_day_before_is_familiar(ctx: LaneSteward, cast: Cast) -> None:
    planned(cast, wish(cast, teams=1))
    tomorrow = Wish(cast.community_id, DAY + timedelta(days=1), (cast.team_id,), 60.0)
    assert [len(lanes) for lanes in problem_of(session(), tomorrow).problem.familiar] == [2]


def test_who_is_entered_as_staying_away_does_not_come(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        enter_roster(own, pema(cast), DAY, {cast.team_id: Entry(0)}, clock.now())
        enter_roster(own, pema(cast), DAY, {cast.team_id: Entry(0)}, clock.now())
    present = coming(session(), cast.community_id, DAY)
    assert first_teams(present, 1) == (cast.other_team_id,)


def test_members_of_a_team_are_taken_to_come(ctx: LaneSteward, cast: Cast) -> None:
    found = {one.team.id: one.stewards for one in coming(session(), cast.community_id, DAY)}
    assert found == {cast.team_id: 2, cast.other_team_id: 1}


@pytest.mark.parametrize("number", [0, -1, 3])
def test_teams_that_do_not_come_cannot_be_planned(
    ctx: LaneSteward, cast: Cast, number: int
) -> None:
    with pytest.raises(InvalidInput):
        first_teams(coming(session(), cast.community_id, DAY), number)


def test_a_team_of_another_community_is_not_known(ctx: LaneSteward, cast: Cast) -> None:
    with pytest.raises(InvalidInput):
        named_teams(coming(session(), cast.elsewhere_id, DAY), [cast.team_id])


@pytest.mark.parametrize("days", [-1, 61])
def test_yesterday_and_the_far_future_are_refused(ctx: LaneSteward, days: int) -> None:
    with pytest.raises(InvalidInput):
        require_day(DAY + timedelta(days=days), DAY)


@pytest.mark.parametrize("minutes", [0, 9.9, 601, float("nan"), float("inf")])
def test_minutes_that_nobody_walks_are_refused(ctx: LaneSteward, minutes: float) -> None:
    with pytest.raises(InvalidInput):
        require_minutes(minutes)


def test_a_wish_travels_as_json(cast: Cast) -> None:
    wanted = wish(cast)
    assert Wish.from_json(wanted.to_json()) == wanted
