"""Hostile input, generated: no answer of 5xx, and no impossible row afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import Any

import pytest
from flask import url_for
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import LaneSteward
from app.db import transaction
from app.people import actions
from app.people.area_models import AdminArea
from app.people.models import Person
from tests.architecture.routes import ROUTES
from tests.architecture.world import PICTURE, World, nothing_kept, populate
from tests.faults import nasty
from tests.faults.asked import Door, doors, sendings
from tests.faults.rows import impossible_rows
from tests.rows import empty

WHO = st.sampled_from(["pema", "drolma"])
API = sorted(key for key in ROUTES if "_api." in key)
CHANGES = sorted(key for key in API if not key.startswith("GET"))
READS = sorted(key for key in ROUTES if key.startswith("GET") and key != "GET static")
FORMS = sorted(key for key in ROUTES if key.startswith("POST"))
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
MALFORMED = "urn:lane-steward:problem:malformed"
FILE_FIELDS = ("photo_before", "photo_after", "file")
FILES = st.sampled_from([b"", b"\xff\xd8\xff\xe0", PNG, b"GIF89a", b"<svg/>", PICTURE])
Test = Callable[..., None]


def tries(few: int, many: int) -> list[Any]:
    """Return how often to try: always a few, and many in the full matrix."""
    return [few, pytest.param(many, marks=pytest.mark.matrix)]


def often(count: int, test: Test) -> None:
    """Run a property as often as asked."""
    settings(max_examples=count, suppress_health_check=list(HealthCheck))(test)()


@pytest.fixture(scope="module")
def world(app: LaneSteward, superuser: Engine) -> Iterator[World]:
    """Give the world, with its rows kept and its form tokens not asked for."""
    made = populate(app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(app.config, "WTF_CSRF_ENABLED", False)
        yield made
    empty(app, superuser)


@pytest.fixture(scope="module")
def bearers(world: World) -> dict[str, dict[str, str]]:
    """Give the headers that sign calls of the supervisor and of a steward."""
    made = {}
    with world.app.app_context(), transaction() as own:
        home = own.get_one(AdminArea, world.cast.community_id)
        for name in ("pema", "drolma"):
            person = own.get_one(Person, world.cast.everybody()[name].id)
            token = actions.create_token(own, person, home, datetime.now(UTC))
            made[name] = {"Authorization": f"Bearer {token}"}
    return made


@pytest.fixture
def catalog(owner: Engine) -> Iterator[Connection]:
    """Give a connection whose work is undone."""
    with owner.connect().execution_options(isolation_level="READ COMMITTED") as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def still_possible(world: World, owner: Engine) -> Iterator[None]:
    """See, after a test, that every number is finite and every place on earth."""
    yield
    with owner.connect() as connection:
        assert list(impossible_rows(connection)) == []


def somewhere(world: World, key: str, thing: int) -> str:
    """Return an address of the row: of one of the things, or of the one that is not there."""
    row = ROUTES[key]
    things = list(world.things[row.kind].values())
    values = things[thing % len(things)]
    with world.app.test_request_context():
        return url_for(key.split()[1], **{**row.values, **values})


def is_ours(answer: TestResponse) -> bool:
    """Tell whether an answer admits a fault of ours."""
    return answer.status_code >= 500


THING = st.integers(0, 9)


@pytest.mark.usefixtures("still_possible")
@pytest.mark.parametrize("count", tries(60, 800))
def test_no_body_breaks_the_api(
    world: World, bearers: dict[str, dict[str, str]], count: int
) -> None:
    @given(st.sampled_from(CHANGES), WHO, THING, nasty.bodies, nasty.questions)
    def sent(key: str, who: str, thing: int, body: bytes, query: str) -> None:
        kind = {} if key == "PUT photos_api.put" else {"content_type": "application/json"}
        answer = world.app.test_client().open(
            somewhere(world, key, thing),
            method=key.split(maxsplit=1)[0],
            data=body,
            query_string=query,
            headers=bearers[who],
            **kind,
        )
        assert not is_ours(answer), (answer.text, body[:500])

    often(count, sent)


@pytest.mark.usefixtures("still_possible")
@pytest.mark.parametrize("count", tries(60, 1500))
def test_no_question_breaks_a_page_or_a_call(world: World, count: int) -> None:
    def go(door: Door, query: str = "") -> TestResponse:
        return world.browser(door.who).get(door.address, query_string=query, buffered=True)

    @given(sendings(doors(world, READS), go))
    def asked(sending: tuple[Door, dict[str, str]]) -> None:
        door, fields = sending
        answer = go(door, nasty.question(fields))
        assert not is_ours(answer), (answer.text, door, fields)

    often(count, asked)


@pytest.mark.parametrize("address", ["/bulletins?team=%00", "/s/%00", "/nowhere?%00=1"])
def test_an_address_that_the_database_cannot_hold_is_refused(world: World, address: str) -> None:
    answer = world.browser("pema").get(address)
    assert (answer.status_code, "地址里有无法识别的字符" in answer.text) == (400, True)


def test_a_call_is_told_that_its_address_cannot_be_read(world: World) -> None:
    answer = world.browser("pema").get("/api/v1/bulletins/reports?from=2026-04-01&lane=%00")
    assert (answer.status_code, (answer.json or {})["type"]) == (400, MALFORMED)


@pytest.mark.parametrize("count", tries(40, 1500))
def test_no_form_breaks_a_page_or_a_row(world: World, count: int) -> None:
    def keep_nothing_impossible(orm: Session) -> None:
        orm.flush()
        assert list(impossible_rows(orm.connection())) == []

    files = st.dictionaries(st.sampled_from(FILE_FIELDS), FILES, max_size=2)
    with nothing_kept(world.app, keep_nothing_impossible):

        @given(sendings(doors(world, FORMS), partial(post, world)), files)
        def sent(sending: tuple[Door, dict[str, str]], sent_files: dict[str, bytes]) -> None:
            door, fields = sending
            answer = post(world, door, fields, sent_files)
            assert not is_ours(answer), (answer.text, door, fields)

        often(count, sent)


def post(
    world: World,
    door: Door,
    fields: Mapping[str, str] = MappingProxyType({}),
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> TestResponse:
    """Send a form as browsers and others do: parts written out, whatever is in them."""
    edge = b"--edge\r\nContent-Disposition: form-data; name="
    parts = [
        edge + f'"{name}"\r\n\r\n'.encode() + text.encode("utf-8", "surrogatepass")
        for name, text in {**door.form, **fields}.items()
    ]
    parts += [
        edge + f'"{name}"; filename="x.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'.encode() + body
        for name, body in files.items()
    ]
    body = b"\r\n".join([*parts, b"--edge--\r\n"])
    kind = "multipart/form-data; boundary=edge"
    return world.browser(door.who).post(door.address, data=body, content_type=kind)


@pytest.mark.parametrize("body", [b"--edge\r\n", b"", b"--edge--", b"\x00" * 200])
def test_a_form_that_breaks_off_is_no_fault_of_ours(world: World, body: bytes) -> None:
    for key in FORMS:
        answer = world.browser("pema").post(
            somewhere(world, key, 0), data=body, content_type="multipart/form-data; boundary=edge"
        )
        assert not is_ours(answer), answer.text


@pytest.mark.parametrize(
    ("seed", "named"),
    [
        ("UPDATE lane SET length_m = 'NaN'", "lane.length_m"),
        ("UPDATE lane SET width_m = 'Infinity'", "lane.width_m"),
        ("UPDATE lane SET geom = ST_Translate(geom, 200, 0)", "lane.geom"),
        ("UPDATE lane SET geom = 'SRID=4326;LINESTRING(0 91, 1 1)'", "lane.geom"),
    ],
)
def test_an_impossible_row_is_seen(
    world: World, catalog: Connection, seed: str, named: str
) -> None:
    catalog.execute(text(seed))
    assert [one.split(":")[0] for one in impossible_rows(catalog)] == [named]
