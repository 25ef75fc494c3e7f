"""Teams: formed, joined, left and retired; a representative's own, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import LaneSteward, clock
from app.db import session, transaction
from app.errors import Conflict, InvalidInput
from app.people import teams
from app.people.area_models import Team
from app.people.areas import local_day
from app.people.models import Membership, Person
from app.people.team_queries import members_of
from app.places.claim_models import Claim
from app.places.claims import Wish, give
from app.places.models import Lane
from app.policy import Names
from tests.app.people.keeping import BrowserOf, by, send, told
from tests.cast import Cast


@pytest.fixture
def tashi(cast: Cast, browser_of: BrowserOf) -> FlaskClient:
    """Give the representative's browser."""
    return browser_of(cast.tashi)


def names_in(app: LaneSteward, cast: Cast, team_id: int) -> list[str]:
    with app.app_context():
        team = session().get_one(Team, (cast.community_id, team_id))
        day = local_day(session(), cast.community_id, clock.now())
        return [person.display_name for person in members_of(session(), team, day)]


def test_a_representatives_new_team_is_their_own(
    app: LaneSteward, tashi: FlaskClient, cast: Cast
) -> None:
    send(tashi, "/teams/new", name_zh="三队", representative=cast.pema.id)
    with app.app_context():
        team = session().scalars(select(Team).where(Team.name_zh == "三队")).one()
    assert team.representative_id == cast.tashi.id
    assert told(app, f"team {team.id}") == ["formed"]


def test_a_team_has_a_name_in_one_language_at_least(tashi: FlaskClient) -> None:
    assert send(tashi, "/teams/new", name_zh=" ").status_code == 422
    assert send(tashi, "/teams/new", name_bo="རུ་ཁག").status_code == 303


def test_a_representative_takes_in_only_who_is_in_no_team(
    app: LaneSteward, tashi: FlaskClient, cast: Cast
) -> None:
    there = f"/teams/{cast.other_team_id}/members"
    assert send(tashi, there, person=cast.dawa.id).status_code == 422
    with app.app_context(), transaction() as own:
        own.get_one(
            Membership,
            {"person_id": cast.dawa.id, "community_id": cast.community_id, "team_id": cast.team_id}
            | {"valid_from": own.scalar(select(Membership.valid_from).limit(1))},
        ).valid_to = local_day(own, cast.community_id, clock.now())
    assert send(tashi, there, person=cast.dawa.id).status_code == 303
    assert "Dawa" in names_in(app, cast, cast.other_team_id)


def test_only_who_patrols_joins_a_team(browser_of: BrowserOf, cast: Cast) -> None:
    there = f"/teams/{cast.team_id}/members"
    assert send(browser_of(cast.pema), there, person=cast.lhamo.id).status_code == 422
    assert send(browser_of(cast.pema), there, person=cast.tashi.id).status_code == 303


def test_leaving_and_joining_again_on_one_day_is_one_membership(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    pemas, there = browser_of(cast.pema), f"/teams/{cast.team_id}/members"
    for address in (there, f"{there}/remove", there):
        assert send(pemas, address, person=cast.tashi.id).status_code == 303
    assert "Tashi" in names_in(app, cast, cast.team_id)
    assert told(app, f"team {cast.team_id}") == ["joined", "left", "joined"]


def test_who_left_is_in_the_team_no_more_but_was(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    send(browser_of(cast.pema), f"/teams/{cast.team_id}/members/remove", person=cast.dawa.id)
    assert names_in(app, cast, cast.team_id) == ["Drolma"]
    with app.app_context():
        team = session().get_one(Team, (cast.community_id, cast.team_id))
        before = local_day(session(), cast.community_id, clock.now()) - timedelta(days=1)
        assert len(members_of(session(), team, before)) == 2


def test_a_team_is_changed_by_its_representative_and_not_by_a_member(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    there = f"/teams/{cast.other_team_id}"
    assert send(browser_of(cast.tashi), there, name_zh="新名").status_code == 303
    with app.app_context(), transaction() as own:
        own.get_one(Team, (cast.community_id, cast.other_team_id)).representative_id = None
    assert send(browser_of(cast.tashi), there, name_zh="又名").status_code == 403


def test_nobody_represents_a_team_without_the_role(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        person, names = own.get_one(Person, cast.dawa.id), Names("队")
        with pytest.raises(InvalidInput):
            teams.form_team(own, cast.community_id, names, person, by(cast.admin))


def test_retiring_a_team_frees_its_places(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    with app.app_context(), transaction() as own:
        day = local_day(own, cast.community_id, clock.now())
        lane = own.get_one(Lane, (cast.community_id, cast.lanes["long"]))
        claim = give(own, Wish(cast.other_team_id, lane, day), by(cast.pema)).id
    assert send(browser_of(cast.pema), f"/teams/{cast.other_team_id}/retire").status_code == 303
    with app.app_context():
        assert session().get_one(Claim, (cast.community_id, claim)).state == "ended"
    assert told(app, f"claim {claim}") == ["confirmed", "ended"]


def test_a_retired_team_takes_nobody_in(ctx: LaneSteward, cast: Cast) -> None:
    with transaction() as own:
        team = own.get_one(Team, (cast.community_id, cast.team_id))
        day = local_day(own, cast.community_id, clock.now())
        teams.retire_team(own, team, by(cast.admin))
        with pytest.raises(Conflict):
            teams.add_member(own, team, own.get_one(Person, cast.tashi.id), day, by(cast.admin))
