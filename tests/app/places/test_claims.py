"""Claims: asked for, confirmed or refused, live, ended; and one owner only, however many race."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app import LaneSteward, clock
from app.db import session, transaction
from app.errors import Conflict
from app.people.area_models import Team
from app.people.areas import local_day
from app.places import claims
from app.places.claim_models import Claim
from app.places.claims import Wish
from app.places.models import Lane
from tests.app.people.keeping import BrowserOf, by, send, told
from tests.cast import Cast

MANY = 100
AT_ONCE = 40  # connections: the server takes about a hundred


@pytest.fixture
def tashi(cast: Cast, browser_of: BrowserOf) -> FlaskClient:
    """Give the representative's browser."""
    return browser_of(cast.tashi)


@pytest.fixture
def pema(cast: Cast, browser_of: BrowserOf) -> FlaskClient:
    """Give the supervisor's browser."""
    return browser_of(cast.pema)


def ask(tashi: FlaskClient, cast: Cast, lane: str = "far") -> int:
    return send(tashi, f"/places/lanes/{cast.lanes[lane]}/claim").status_code


def the_claim(app: LaneSteward) -> Claim:
    with app.app_context():
        return session().scalars(select(Claim)).one()


def wish(own: Session, cast: Cast, team_id: int, lane: str = "far") -> Wish:
    day = local_day(own, cast.community_id, clock.now())
    return Wish(team_id, own.get_one(Lane, (cast.community_id, cast.lanes[lane])), day)


def test_a_representative_asks_and_the_supervisor_confirms(
    app: LaneSteward, tashi: FlaskClient, pema: FlaskClient, cast: Cast
) -> None:
    assert ask(tashi, cast) == 303
    claim = the_claim(app)
    assert (claim.state, claim.team_id) == ("requested", cast.other_team_id)
    assert send(pema, f"/claims/{claim.id}/confirm").status_code == 303
    assert the_claim(app).state == "live"
    assert told(app, f"claim {claim.id}") == ["requested", "confirmed"]


def test_a_live_claim_is_shown_on_its_place_and_among_ones_own(
    app: LaneSteward, tashi: FlaskClient, pema: FlaskClient, cast: Cast
) -> None:
    ask(tashi, cast)
    send(pema, f"/claims/{the_claim(app).id}/confirm")
    assert "二队" in tashi.get(f"/places/lanes/{cast.lanes['far']}").text
    assert "远巷" in tashi.get("/claims").text
    assert "远巷" not in tashi.get("/places/lanes/?show=free").text


def test_a_request_is_refused_or_taken_back_once(
    app: LaneSteward, tashi: FlaskClient, pema: FlaskClient, cast: Cast
) -> None:
    ask(tashi, cast)
    claim = the_claim(app).id
    assert send(pema, f"/claims/{claim}/refuse").status_code == 303
    assert send(tashi, f"/claims/{claim}/withdraw").status_code == 409
    assert send(pema, f"/claims/{claim}/confirm").status_code == 409
    assert told(app, f"claim {claim}") == ["requested", "refused"]


def test_a_team_asks_for_a_place_once(tashi: FlaskClient, cast: Cast) -> None:
    assert [ask(tashi, cast), ask(tashi, cast)] == [303, 409]


def test_what_another_team_has_is_not_asked_for(
    ctx: LaneSteward, tashi: FlaskClient, cast: Cast
) -> None:
    with transaction() as own:
        claims.give(own, wish(own, cast, cast.team_id), by(cast.pema))
    assert ask(tashi, cast) == 409


def test_of_two_requests_for_one_place_one_is_confirmed(
    ctx: LaneSteward, pema: FlaskClient, cast: Cast
) -> None:
    with transaction() as own:
        asked = [
            claims.request(own, wish(own, cast, team), by(cast.tashi)).id
            for team in (cast.team_id, cast.other_team_id)
        ]
    answers = [send(pema, f"/claims/{claim}/confirm").status_code for claim in asked]
    assert answers == [303, 409]


def test_an_ended_claim_leaves_the_place_free(
    app: LaneSteward, tashi: FlaskClient, pema: FlaskClient, cast: Cast
) -> None:
    ask(tashi, cast)
    claim = the_claim(app).id
    send(pema, f"/claims/{claim}/confirm")
    assert send(tashi, f"/claims/{claim}/end").status_code == 303
    assert told(app, f"claim {claim}") == ["requested", "confirmed", "ended"]
    assert ask(tashi, cast) == 303


def test_a_claim_for_later_does_not_stand_in_the_way_of_one_until_then(
    ctx: LaneSteward, cast: Cast
) -> None:
    with transaction() as own:
        first = wish(own, cast, cast.team_id)
        later = first.start + timedelta(days=30)
        claims.give(own, Wish(first.team_id, first.place, later), by(cast.pema))
        claims.give(own, Wish(cast.other_team_id, first.place, first.start, later), by(cast.pema))
        with pytest.raises(Conflict):
            claims.give(own, Wish(cast.team_id, first.place, first.start), by(cast.pema))


@pytest.mark.parametrize("until", ["2026-02-30", "2020-01-01", "soon"])
def test_a_claim_ends_after_today_or_stays_open(pema: FlaskClient, cast: Cast, until: str) -> None:
    there = f"/places/lanes/{cast.lanes['far']}/claim"
    assert send(pema, there, team=cast.team_id, until=until).status_code == 422


def test_a_claim_says_until_when_and_its_place_tells_of_it(
    app: LaneSteward, pema: FlaskClient, cast: Cast
) -> None:
    there = f"/places/lanes/{cast.lanes['far']}"
    send(pema, f"{there}/claim", team=cast.team_id, until="2099-01-01")
    assert str(the_claim(app).valid_to) == "2099-01-01"
    assert "2099年1月1日" in pema.get(there).text


def test_a_representative_claims_for_their_own_team_alone(tashi: FlaskClient, cast: Cast) -> None:
    there = f"/places/lanes/{cast.lanes['far']}/claim"
    assert send(tashi, there, team=cast.team_id).status_code == 422


def test_a_courtyard_is_claimed_like_a_lane(
    app: LaneSteward, pema: FlaskClient, cast: Cast
) -> None:
    there = f"/places/courtyards/{cast.courtyards['yard']}/claim"
    assert send(pema, there, team=cast.team_id).status_code == 303
    assert (the_claim(app).state, the_claim(app).courtyard_id) == ("live", cast.courtyards["yard"])


def test_a_place_that_ends_ends_its_claim(
    app: LaneSteward, browser_of: BrowserOf, pema: FlaskClient, cast: Cast
) -> None:
    there = f"/places/lanes/{cast.lanes['far']}"
    send(pema, f"{there}/claim", team=cast.team_id)
    send(browser_of(cast.admin), f"{there}/end")
    assert the_claim(app).state == "ended"
    assert send(pema, f"{there}/claim", team=cast.team_id).status_code == 409


def test_a_race_of_a_hundred_gives_one_owner_and_no_deadlock(app: LaneSteward, cast: Cast) -> None:
    with app.app_context(), transaction() as own:
        made = [Team(community_id=cast.community_id, name_zh=f"{n}队") for n in range(MANY)]
        own.add_all(made)
        own.flush()
        teams = [team.id for team in made]
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"], pool_size=AT_ONCE, max_overflow=0)
    start = Barrier(AT_ONCE)

    def race(number: int) -> str:
        with app.app_context(), Session(engine) as own:
            if number < AT_ONCE:
                start.wait()
            try:
                claims.give(own, wish(own, cast, teams[number]), by(cast.pema))
            except Conflict:
                return "lost"
            own.commit()
            return "won"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        ends = Counter(pool.map(race, range(MANY)))
    engine.dispose()
    assert ends == {"won": 1, "lost": MANY - 1}
    assert the_claim(app).state == "live"


def test_the_constraint_alone_would_tell_the_loser_too(
    ctx: LaneSteward, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction() as own:
        first = wish(own, cast, cast.team_id)
        claims.give(own, first, by(cast.pema))
        monkeypatch.setattr(claims, "_require_free", lambda *_arguments: None)
        second = Wish(cast.other_team_id, first.place, first.start)
        with pytest.raises(Conflict):
            claims.give(own, second, by(cast.pema))
