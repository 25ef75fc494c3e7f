"""The register's history: every change is told, and nobody edits it unseen."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import ProgrammingError

from app import LaneSteward
from app.conflicts import FieldConflict, merged
from tests.app.people.keeping import BrowserOf, send, told
from tests.cast import Cast


@pytest.fixture
def changed(browser_of: BrowserOf, cast: Cast) -> Cast:
    """Give a community in which a team was renamed twice."""
    for name in ("新名", "又名"):
        send(browser_of(cast.pema), f"/teams/{cast.team_id}", name_zh=name)
    return cast


def audit(app: LaneSteward) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    return result.exit_code, result.output


def test_an_untouched_register_is_whole(app: LaneSteward, changed: Cast) -> None:
    assert told(app, f"team {changed.team_id}") == ["changed", "changed"]
    assert audit(app)[0] == 0


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE register_event SET body = replace(body, '又名', '某名')",
        "UPDATE register_event SET person_id = 0 WHERE seq = 1",
        "DELETE FROM register_event WHERE seq = 1",
    ],
)
def test_the_audit_names_what_somebody_edited(
    app: LaneSteward, owner: Engine, changed: Cast, tampering: str
) -> None:
    with owner.connect() as connection:
        connection.execute(text(tampering))
    code, said = audit(app)
    assert code == 1
    assert f"register team {changed.team_id}" in said


def test_the_web_role_may_not_rewrite_the_register(settings: dict[str, str], changed: Cast) -> None:
    url = settings["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg2://")
    engine = create_engine(url)
    with engine.connect() as connection, pytest.raises(ProgrammingError, match="denied"):
        connection.execute(text("DELETE FROM register_event"))
    engine.dispose()


def test_fields_that_one_person_changed_are_taken_over() -> None:
    was, now = {"a": "1", "b": "1"}, {"a": "1", "b": "2"}
    assert merged({"a": "3", "b": "1"}, was, now) == {"a": "3", "b": "2"}


def test_a_field_that_two_changed_alike_is_no_conflict() -> None:
    assert merged({"a": "2"}, {"a": "1"}, {"a": "2"}) == {"a": "2"}


def test_a_field_that_two_changed_otherwise_names_both() -> None:
    with pytest.raises(FieldConflict) as raised:
        merged({"a": "3"}, {"a": "1"}, {"a": "2"})
    assert raised.value.both == {"a": ("3", "2")}
