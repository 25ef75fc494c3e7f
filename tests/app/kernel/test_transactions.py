"""One transaction a request, ended in one place: the rule of app/db.py, seen from outside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Blueprint, abort
from flask.testing import FlaskClient
from sqlalchemy import select, text

from app import LaneSteward, create_app
from app.clock import now
from app.db import independent_transaction, session, transaction
from app.people.models import SignInFailure
from app.web import csrf


def failure(account: str) -> SignInFailure:
    return SignInFailure(account=account, address="here", failed_at=now())


def write(account: str) -> str:
    session().add(failure(account))
    session().flush()
    return "written"


def lose_a_race_once(left: list[int] = [1]) -> str:  # noqa: B006 - the point is to remember
    if left:
        left.pop()
        session().execute(text("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$"))
    return write("raced")


def fail_at_commit() -> str:
    session().execute(text("CREATE TEMP TABLE late (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
    session().execute(text("INSERT INTO late VALUES (1), (1)"))
    return write("late")


def refuse_but_remember() -> str:
    with independent_transaction() as own:
        own.add(failure("remembered"))
    write("refused")
    abort(409)


PROBES: dict[str, Callable[[], str]] = {
    "write": lambda: write("kept"),
    "refuse": lambda: (write("refused"), abort(409))[0],
    "crash": lambda: (write("crashed"), 1 / 0)[0],  # type: ignore[return-value]
    "race": lose_a_race_once,
    "late": fail_at_commit,
    "remember": refuse_but_remember,
}


@pytest.fixture(scope="module")
def probe_app(settings: dict[str, str], app: LaneSteward) -> LaneSteward:
    probes = Blueprint("probes", __name__, url_prefix="/probe")
    for name, view in PROBES.items():
        probes.add_url_rule(f"/{name}", name, view, methods=["GET", "POST"])
    made = create_app(settings)
    csrf.exempt(probes)
    made.register_blueprint(probes)
    return made


@pytest.fixture
def probe(probe_app: LaneSteward, clean: None) -> FlaskClient:
    return probe_app.test_client()


def accounts(app: LaneSteward) -> set[str]:
    with app.app_context():
        return set(session().scalars(select(SignInFailure.account)))


def test_an_unsafe_request_that_succeeds_is_kept(probe: FlaskClient, app: LaneSteward) -> None:
    assert probe.post("/probe/write").status_code == 200
    assert accounts(app) == {"kept"}


def test_a_refused_request_leaves_nothing(probe: FlaskClient, app: LaneSteward) -> None:
    assert probe.post("/probe/refuse").status_code == 409
    assert accounts(app) == set()


def test_a_crashed_request_leaves_nothing(probe: FlaskClient, app: LaneSteward) -> None:
    assert probe.post("/probe/crash").status_code == 500
    assert accounts(app) == set()


def test_a_get_that_writes_fails(probe: FlaskClient, app: LaneSteward) -> None:
    assert probe.get("/probe/write").status_code == 500
    assert accounts(app) == set()


def test_a_failed_commit_is_never_a_success(probe: FlaskClient, app: LaneSteward) -> None:
    answer = probe.post("/probe/late")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert accounts(app) == set()


def test_a_lost_deadlock_is_tried_once_more(probe: FlaskClient, app: LaneSteward) -> None:
    assert probe.post("/probe/race").status_code == 200
    assert accounts(app) == {"raced"}


def test_what_must_outlive_a_refusal_does(probe: FlaskClient, app: LaneSteward) -> None:
    assert probe.post("/probe/remember").status_code == 409
    assert accounts(app) == {"remembered"}


def test_a_command_that_fails_leaves_nothing(ctx: LaneSteward) -> None:
    def fail() -> None:
        with transaction():
            write("half")
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        fail()
    assert accounts(ctx) == set()


def test_a_get_reads_one_snapshot(probe_app: LaneSteward, clean: None) -> None:
    with probe_app.test_request_context("/", method="GET"):
        assert session().scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert session().scalar(text("SHOW transaction_read_only")) == "on"
        session().rollback()


@pytest.fixture
def without_database(settings: dict[str, str], app: LaneSteward) -> FlaskClient:
    nowhere = create_app({**settings, "DATABASE_URL": "postgresql://nobody@/x?host=/nowhere"})
    nowhere.testing = False
    return nowhere.test_client()


def test_a_database_that_is_down_is_a_503(without_database: FlaskClient) -> None:
    answer = without_database.get("/readyz")
    assert answer.status_code == 503
    assert "Psycopg" not in answer.text
    assert "OperationalError" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 503),
        ("GET", "/sign-in", 503),
        ("GET", "/readyz", 503),
        ("GET", "/api/v1/reports", 503),
        ("GET", "/nothing", 404),
        ("GET", "/api/v1/nothing", 404),
        ("DELETE", "/sign-in", 405),
        ("POST", "/preferences", 403),
    ],
)
def test_who_is_signed_in_gets_an_answer_without_the_database(
    without_database: FlaskClient, method: str, path: str, status: int
) -> None:
    with without_database.session_transaction() as cookie:
        cookie["_user_id"] = "a session that cannot be looked up"
    assert without_database.open(path, method=method).status_code == status
