"""Role by route by object: every cell of routes.py, and no endpoint outside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from flask import Flask, url_for
from sqlalchemy import Engine, true
from werkzeug.test import TestResponse

from app import LaneSteward, create_app
from app.policy import GRANTS, Permission, Role, Scope
from app.reports import queries
from tests.architecture.routes import ANYONE, CAST, ROUTES, SEE_REPORT, VISITOR, Row
from tests.architecture.world import ABSENT, Values, World, nothing_kept, populate, said
from tests.rows import empty

Answers = Callable[[str], dict[tuple[str, str], TestResponse]]
NOTHING = "nothing"  # the name, among things, of the one that is not there
IMPLIED = {"HEAD", "OPTIONS"}  # they go where GET goes, or answer nothing but methods
REFUSED = {401, 403, 404}
LEADS_TO_SIGN_IN = {"GET people.start", "POST people.sign_out"}  # for everybody, on purpose
CHANGING = re.compile(r'name="csrf_token" value="[^"]*"|csrf-token" content="[^"]*"')
UNTOLD = {"Date", "Set-Cookie", "Content-Length"}


def endpoints(app: Flask) -> set[str]:
    """Return `METHOD endpoint` for everything that the app answers to."""
    rules = app.url_map.iter_rules()
    return {f"{way} {rule.endpoint}" for rule in rules for way in (rule.methods or set()) - IMPLIED}


@pytest.fixture(scope="module")
def world(app: LaneSteward, superuser: Engine) -> Iterator[World]:
    """Give the world, in which nothing that a test does is kept."""
    made = populate(app)
    with nothing_kept(app):
        yield made
    empty(app, superuser)


@pytest.fixture(scope="module")
def answers(world: World) -> Answers:
    """Give a way to get a row's answers: by who asked, and for what."""

    @cache
    def of(key: str) -> dict[tuple[str, str], TestResponse]:
        kind = ROUTES[key].kind
        asked = {**world.things[kind], **({NOTHING: ABSENT[kind]} if kind else {})}
        return {
            (who, name): ask(world, who, key, values)
            for name, values in asked.items()
            for who in sorted(ANYONE)
        }

    return of


def ask(world: World, who: str, key: str, values: Values) -> TestResponse:
    """Send what the row says as somebody."""
    method, endpoint = key.split()
    row = ROUTES[key]
    community = getattr(world.cast.everybody().get(who), "community_id", 0)
    with world.app.test_request_context():
        address = url_for(endpoint, **{**row.values, **values})
    return world.browser(who).open(address, method=method, buffered=True, **row.sends(community))


def refused(key: str, answer: TestResponse) -> bool:
    """Tell whether an answer says no."""
    to_sign_in = answer.headers.get("Location", "").startswith("/sign-in")
    return answer.status_code in REFUSED or (to_sign_in and key not in LEADS_TO_SIGN_IN)


def told(answer: TestResponse, values: Values) -> tuple[int, str, list[tuple[str, str]]]:
    """Return an answer as its reader sees it, without what names the thing or the moment."""
    text = CHANGING.sub("", answer.text)
    headers = [(k, v) for k, v in answer.headers if k not in UNTOLD]
    for value in values.values():
        named = re.compile(rf"/{re.escape(str(value))}(?![\w-])")  # 2, but not of 2026-04-18
        text = named.sub("/ID", text)
        headers = [(k, named.sub("/ID", v)) for k, v in headers]
    return answer.status_code, text, headers


def tells(answer: TestResponse, text: str) -> bool:
    """Tell whether an answer's bytes, whatever they are, hold a text."""
    return text.encode() in answer.data


def may_see(row: Row, name: str, who: str) -> bool:
    """Tell whether somebody may know that a thing is there."""
    return bool(row.sees) and who in ROUTES[row.sees].who.get(name, frozenset())


def test_every_endpoint_is_listed(app: LaneSteward) -> None:
    assert endpoints(app) - set(ROUTES) == set()


def test_every_listed_endpoint_is_there(app: LaneSteward) -> None:
    assert set(ROUTES) - endpoints(app) == set()


def test_an_endpoint_that_nobody_listed_is_seen(settings: dict[str, str]) -> None:
    made = create_app(settings)
    made.add_url_rule("/cellar", "cellar", lambda: "dark")
    assert endpoints(made) - set(ROUTES) == {"GET cellar"}


@pytest.mark.parametrize("key", ROUTES)
def test_every_thing_of_the_kind_has_its_cells(world: World, key: str) -> None:
    assert set(ROUTES[key].who) == set(world.things[ROUTES[key].kind])


@pytest.mark.parametrize("key", ROUTES)
def test_who_may_may_and_who_may_not_is_refused(answers: Answers, key: str) -> None:
    assert wrong_cells(key, answers(key)) == []


def test_a_role_that_is_given_too_much_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GRANTS[Role.COMMITTEE], Permission.RUN_JOBS, Scope.COMMUNITY)
    key = "POST jobs.cancel"
    answer = ask(world, "lhamo", key, world.things["job"]["ours"])
    assert wrong_cells(key, {("lhamo", "ours"): answer}) == [("lhamo", "ours", 303)]


def test_a_query_that_forgets_its_viewer_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, theirs = "GET reports.show", world.things["report"]["theirs"]
    monkeypatch.setattr(queries, "visible", lambda _viewer, _permission: true())
    cells = {("pema", "theirs"): ask(world, "pema", key, theirs)}
    assert wrong_cells(key, cells) == [("pema", "theirs", 200)]


def wrong_cells(key: str, found: dict[tuple[str, str], TestResponse]) -> list[tuple[str, str, int]]:
    """Return the cells in which somebody got what is not theirs, or not what is."""
    return [
        (who, name, answer.status_code)
        for (who, name), answer in found.items()
        if name != NOTHING and refused(key, answer) == (who in ROUTES[key].who[name])
    ]


@pytest.mark.parametrize("key", ROUTES)
def test_nobody_meets_a_fault_of_ours(answers: Answers, key: str) -> None:
    found = {cell: answer.status_code for cell, answer in answers(key).items()}
    assert [cell for cell, status in found.items() if status >= 500] == []


@pytest.mark.parametrize("key", [key for key in ROUTES if ROUTES[key].kind])
def test_what_one_may_not_see_answers_like_what_is_not_there(
    world: World, answers: Answers, key: str
) -> None:
    row, found = ROUTES[key], answers(key)
    wrong = [
        (who, name)
        for (who, name), answer in found.items()
        if name != NOTHING and who not in row.who[name] and not may_see(row, name, who)
        if told(answer, world.things[row.kind][name]) != told(found[who, NOTHING], ABSENT[row.kind])
    ]
    assert wrong == []


@pytest.mark.parametrize("key", [key for key in ROUTES if key.startswith("GET")])
def test_no_answer_tells_of_a_report_that_its_reader_may_not_see(
    world: World, answers: Answers, key: str
) -> None:
    reports = {name: str(one["report_id"]) for name, one in world.things["report"].items()}
    leaks = [
        (who, asked, name)
        for (who, asked), answer in answers(key).items()
        for name, number in reports.items()
        if who not in SEE_REPORT[name]
        and (tells(answer, said(name)) or (name != asked and tells(answer, number)))
    ]
    assert leaks == []


def test_the_table_knows_everybody_of_the_cast(world: World) -> None:
    assert set(world.cast.everybody()) == CAST
    assert {who for row in ROUTES.values() for whos in row.who.values() for who in whos} <= ANYONE
    assert VISITOR not in CAST
