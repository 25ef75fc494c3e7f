"""Tampering: whatever column of whatever row of a history is edited in psql, the audit names it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import Column, Engine, Table, text

from app import LaneSteward
from app.db import Base
from tests.architecture.world import World, populate
from tests.rows import empty

HISTORIES = sorted(name for name in Base.metadata.tables if name.endswith("_event"))
CHANGES = {
    "INTEGER": "coalesce({0}, 0) + 100",
    "BIGINT": "{0} + 100",
    "SMALLINT": "{0} + 100",
    "DATETIME": "{0} + interval '1 microsecond'",
    "VARCHAR(20)": "'x' || left({0}, 19)",
    "VARCHAR(60)": "'x' || left({0}, 59)",
    "TEXT": "{0} || ' '",
    "BLOB": "set_byte({0}, 0, 255 - get_byte({0}, 0))",
    "CHAR(32)": "gen_random_uuid()",
    "UUID": "gen_random_uuid()",
}


@pytest.fixture(scope="module")
def world(app: LaneSteward, superuser: Engine) -> Iterator[World]:
    """Give a world with reports, photos and cases, and somebody who may drop constraints."""
    made = populate(app)
    yield made
    empty(app, superuser)


def faults(world: World) -> list[str]:
    """Return what the audit names."""
    said = FlaskCliRunner(world.app).invoke(args=["audit", "verify"])
    named = [line for line in said.output.splitlines() if "event " in line]
    assert said.exit_code == (1 if named else 0)
    return named


def edited(table: Table, column: Column[object], owner: Engine) -> Iterator[tuple[str, str]]:
    """Edit a column of each row in turn; give what it tells of and its number; put it back."""
    name, key = f'"{table.name}"', ", ".join(one.name for one in table.primary_key)
    change = CHANGES[str(column.type)].format(f'"{column.name}"')
    with owner.connect() as connection:
        connection.execute(text(f"CREATE TEMP TABLE kept AS TABLE {name}"))
        rows = connection.execute(text(f"SELECT {key} FROM kept ORDER BY {key}")).all()
        for offset, (_community, thing, seq) in enumerate(rows):
            nth = f"(SELECT ctid FROM {name} ORDER BY {key} OFFSET {offset} LIMIT 1)"
            connection.execute(
                text(f'UPDATE {name} SET "{column.name}" = {change} WHERE ctid = {nth}')
            )
            yield str(thing), str(seq)
            connection.execute(text(f"DELETE FROM {name}"))
            connection.execute(text(f"INSERT INTO {name} SELECT * FROM kept"))
        connection.execute(text("DROP TABLE kept"))


COLUMNS = [
    pytest.param(table, column, id=f"{name}.{column.name}")
    for name in HISTORIES
    for table in [Base.metadata.tables[name]]
    for column in table.columns
    if not column.foreign_keys
]


def test_there_are_histories_of_reports_and_cases() -> None:
    assert {"report_event", "case_event"} <= set(HISTORIES)


def test_an_untouched_history_is_whole(world: World) -> None:
    assert faults(world) == []


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_an_edited_row_is_named(
    world: World, owner: Engine, table: Table, column: Column[object]
) -> None:
    rows = 0
    for thing, seq in edited(table, column, owner):
        rows += 1
        named = faults(world)
        assert named
        assert column.primary_key or any(
            thing in line and f"event {seq}:" in line for line in named
        )
    assert rows
    assert faults(world) == []
