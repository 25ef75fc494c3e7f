"""One-time sign-in cards: useless after use, after their time, and to the slower of two phones."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from app import LaneSteward, clock
from app.db import session, transaction
from app.people.models import Membership, Person, SignInCard
from app.people.queries import TRIES_PER_ADDRESS
from tests.app.people.keeping import BrowserOf, send, told
from tests.app.people.test_sign_in import sign_in
from tests.cast import FOUNDED, PASSWORD, Cast

CODE = re.compile(r"<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</code>")


@pytest.fixture
def code(browser_of: BrowserOf, cast: Cast) -> str:
    """Give the code of a card that the administrator has made for Dawa."""
    return code_of(send(browser_of(cast.admin), f"/people/{cast.dawa.id}/card"))


def code_of(page: TestResponse) -> str:
    found = CODE.search(page.text)
    assert found, page.text
    return found.group(1)


def use(app: LaneSteward, code: str, **form: str) -> tuple[FlaskClient, int]:
    phone = app.test_client()
    return phone, send(phone, "/enter", code=code, **form).status_code


def test_a_card_signs_its_person_in_once(app: LaneSteward, cast: Cast, code: str) -> None:
    phone, status = use(app, code)
    assert status == 303
    assert "Dawa" in phone.get("/me").text
    assert use(app, code)[1] == 422
    assert told(app, f"person {cast.dawa.id}") == ["card_made", "card_used"]


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "plain"])
def test_a_code_is_taken_however_it_is_typed(app: LaneSteward, code: str, typed: str) -> None:
    said = {"lower": code.lower(), "plain": code.replace("-", "")}.get(typed, typed.format(code))
    assert use(app, said)[1] == 303


def test_looking_at_the_page_spends_nothing(
    app: LaneSteward, client: FlaskClient, code: str
) -> None:
    for _ in range(3):
        assert client.get("/enter").status_code == 200
    assert use(app, code)[1] == 303


def test_the_code_is_in_no_address_that_is_sent_and_in_no_row(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    page = send(browser_of(cast.admin), f"/people/{cast.dawa.id}/card")
    code = code_of(page)
    assert f"?{code}" not in page.text
    assert f"/enter/{code}" not in page.text
    with app.app_context():
        row = session().scalars(select(SignInCard)).one()
    assert code.replace("-", "").encode() not in row.token_sha256
    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_card_is_useless_after_its_time(app: LaneSteward, code: str) -> None:
    with clock.frozen(datetime.now(UTC) + timedelta(days=8)):
        assert use(app, code)[1] == 422


def test_a_new_card_makes_the_old_one_useless(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, code: str
) -> None:
    again = code_of(send(browser_of(cast.admin), f"/people/{cast.dawa.id}/card"))
    assert use(app, code)[1] == 422
    assert use(app, again)[1] == 303


def test_a_card_of_a_closed_account_opens_nothing(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, code: str
) -> None:
    send(browser_of(cast.admin), f"/people/{cast.dawa.id}/close")
    send(browser_of(cast.admin), f"/people/{cast.dawa.id}/reopen")
    assert use(app, code)[1] == 422


def test_of_many_phones_at_once_exactly_one_gets_in(app: LaneSteward, code: str) -> None:
    many = 8
    start, phones = Barrier(many), [app.test_client() for _ in range(many)]

    def enter(number: int) -> int:
        start.wait()
        return send(phones[number], "/enter", code=code).status_code

    with ThreadPoolExecutor(many) as pool:
        assert sorted(pool.map(enter, range(many))) == [303] + [422] * (many - 1)


def test_a_password_chosen_with_the_card_opens_the_door_later(
    app: LaneSteward, client: FlaskClient, code: str
) -> None:
    assert use(app, code, password="short")[1] == 422  # and the card is not spent
    assert use(app, code, password="a long new password")[1] == 303
    assert sign_in(client, "dawa", PASSWORD).status_code == 422
    assert sign_in(client, "dawa", "a long new password").status_code == 303


def test_guessing_is_throttled(app: LaneSteward, cast: Cast, code: str) -> None:
    client = app.test_client()
    for _ in range(TRIES_PER_ADDRESS):
        assert send(client, "/enter", code="0000-0000-0000-0000").status_code == 422
    assert send(client, "/enter", code=code).status_code == 429


def test_a_representative_makes_cards_for_their_own_stewards_alone(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast
) -> None:
    tashis = browser_of(cast.tashi)
    assert send(tashis, f"/people/{cast.dawa.id}/card").status_code == 404
    with app.app_context(), transaction() as own:
        for player in (cast.dawa, cast.pema):
            own.add(
                Membership(
                    person_id=player.id,
                    community_id=cast.community_id,
                    team_id=cast.other_team_id,
                    valid_from=FOUNDED,
                )
            )
    assert send(tashis, f"/people/{cast.dawa.id}/card").status_code == 200
    assert send(tashis, f"/people/{cast.pema.id}/card").status_code == 403  # a supervisor


def test_a_card_of_the_demo_opens_nothing_from_another_machine(
    app: LaneSteward, cast: Cast, code: str
) -> None:
    with app.app_context(), transaction() as own:
        own.execute(update(Person).where(Person.id == cast.dawa.id).values(is_demo=True))
    phone = app.test_client()
    phone.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert send(phone, "/enter", code=code).status_code == 422
