"""The chain: whatever is done to a stored event, it is named."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from app import LaneSteward
from app.db import session
from tests.app.reports.reporting import URL, BrowserOf, put, rows
from tests.cast import Cast


@pytest.fixture
def uuid(browser_of: BrowserOf, cast: Cast) -> UUID:
    """Give the id of a report with three events; another has one."""
    browser = browser_of(cast.drolma)
    put(browser)
    made = put(browser).json["id"]
    for version in (1, 2):
        body = {"base_version": version, "edit_id": str(uuid4()), "changes": {"count": version + 1}}
        assert browser.patch(URL + made, json=body).status_code == 200
    return UUID(made)


@pytest.fixture
def verify(app: LaneSteward) -> Any:
    """Give `audit verify` as a function that returns its exit status and what it printed."""

    def run() -> tuple[int, str]:
        result = FlaskCliRunner(app).invoke(args=["audit", "verify"])
        return result.exit_code, result.output

    return run


def tamper(owner: Engine, uuid: UUID, change: str, seq: int = 2) -> None:
    """Do something to an event, as somebody with the owner's password might."""
    with owner.connect() as connection:
        statement = text(f"{change} WHERE report_id = :id AND seq = :seq")
        assert connection.execute(statement, {"id": uuid, "seq": seq}).rowcount == 1


def test_an_untouched_history_is_whole(verify: Any, uuid: UUID) -> None:
    assert verify() == (0, "The history is whole.\n")


CHANGES = [
    "at = at + interval '1 microsecond'",
    "person_id = person_id + 1",
    "person_id = NULL",
    "what = 'deleted'",
    "body = replace(body, '2', '9')",
    "salt = decode(repeat('00', 16), 'hex')",
    "digest = decode(repeat('00', 32), 'hex')",
    "mac = decode(repeat('00', 32), 'hex')",
    "body = NULL, digest = decode(repeat('00', 32), 'hex')",
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seq", [1, 2, 3])
def test_an_edited_event_is_named_and_no_other(
    verify: Any, owner: Engine, uuid: UUID, change: str, seq: int
) -> None:
    tamper(owner, uuid, f"UPDATE report_event SET {change}", seq)
    status, said = verify()
    assert status == 1
    assert f"report {uuid}, event {seq}: edited" in said
    assert said.count("edited") == 1


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_removed_event_is_named(verify: Any, owner: Engine, uuid: UUID, seq: int) -> None:
    tamper(owner, uuid, "DELETE FROM report_event", seq)
    status, said = verify()
    assert (status, f"report {uuid}, event {seq}: missing" in said) == (1, True)


@pytest.mark.parametrize(
    "change", ["seq = 9", "report_id = gen_random_uuid()", "community_id = community_id + 1"]
)
def test_a_moved_event_is_named(verify: Any, owner: Engine, uuid: UUID, change: str) -> None:
    tamper(owner, uuid, f"UPDATE report_event SET {change}")
    status, said = verify()
    assert (status, f"report {uuid}, event 2: missing" in said) == (1, True)


def test_swapped_events_are_named(verify: Any, owner: Engine, uuid: UUID) -> None:
    for old, new in ((2, 9), (3, 2), (9, 3)):
        tamper(owner, uuid, f"UPDATE report_event SET seq = {new}", old)
    assert verify()[1].count("edited") == 2


def test_an_invented_event_is_named(verify: Any, owner: Engine, uuid: UUID) -> None:
    copied = "community_id, report_id, 4, at, person_id, what, body, salt, digest, mac"
    tamper(owner, uuid, f"INSERT INTO report_event SELECT {copied} FROM report_event", 3)
    assert f"report {uuid}, event 4: edited" in verify()[1]


def test_a_body_may_be_erased(verify: Any, owner: Engine, uuid: UUID) -> None:
    tamper(owner, uuid, "UPDATE report_event SET body = NULL")
    assert verify()[0] == 0


def test_a_deletion_that_is_not_told_is_named(verify: Any, owner: Engine, uuid: UUID) -> None:
    with owner.connect() as connection:
        connection.execute(
            text("UPDATE report_key SET deleted_at = now() WHERE id = :id"), {"id": uuid}
        )
    assert f"report {uuid}, event 4: missing" in verify()[1]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE report_event SET what = 'x'", "DELETE FROM report_event", "TRUNCATE report_event"],
)
def test_the_web_role_cannot_rewrite_history(ctx: LaneSteward, uuid: UUID, statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        session().execute(text(statement))


def test_an_edit_tells_before_and_after(owner: Engine, uuid: UUID) -> None:
    bodies = [row.body for row in rows(owner, "report_event", "seq, body, report_id")]
    assert '{"after":{"count":3,"version":3},"before":{"count":2,"version":2}}' in bodies
