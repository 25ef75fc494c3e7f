"""Every table keeps the key rule; a breach of each kind is seen to turn this red."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from app import LaneSteward
from app.config import Config
from tests.architecture.tenancy import breaches, classes

COLUMNS = "community_id int, id int"
SEEDS = {
    "stray is not classified": f"CREATE TABLE stray ({COLUMNS}, PRIMARY KEY (community_id, id))",
    "does not lead with community_id": (
        "ALTER TABLE patrol_member DROP CONSTRAINT pk_patrol_member;"
        "ALTER TABLE patrol_member ADD PRIMARY KEY (person_id, patrol_id, community_id)"
    ),
    "unique stray_key leaves out": "CREATE UNIQUE INDEX stray_key ON visit (visited_at)",
    "foreign key stray_fk leaves out": (
        "ALTER TABLE report ADD UNIQUE (community_id, id, joins);"
        "ALTER TABLE team ADD CONSTRAINT stray_u UNIQUE (id);"
        "ALTER TABLE visit ADD CONSTRAINT stray_fk FOREIGN KEY (team_id) REFERENCES team (id)"
    ),
    "leads to the local table person": (
        "ALTER TABLE visit ADD FOREIGN KEY (visited_by) REFERENCES person (id)"
    ),
    "leads into the distributed team": (
        "ALTER TABLE membership ADD FOREIGN KEY (community_id, team_id)"
        " REFERENCES team (community_id, id)"
    ),
    "has a trigger": (
        "CREATE TRIGGER stray BEFORE UPDATE ON visit FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()"
    ),
    "has no primary key": "ALTER TABLE report_edit DROP CONSTRAINT pk_report_edit",
    "is classified but is not there": "DROP TABLE report_edit",
}


@pytest.fixture
def catalog(settings: dict[str, str], app: LaneSteward) -> Iterator[Connection]:
    """Give a connection whose work is undone."""
    engine: Engine = create_engine(Config.from_env(settings).owner_database_url)
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def test_every_table_keeps_the_key_rule(catalog: Connection) -> None:
    assert list(breaches(catalog, classes())) == []


@pytest.mark.parametrize("sentence", SEEDS)
def test_a_seeded_breach_is_named(catalog: Connection, sentence: str) -> None:
    catalog.execute(text(SEEDS[sentence]))
    assert any(sentence in said for said in breaches(catalog, classes()))
