"""The rows of the test database: taken, brought back as they were, and emptied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TypeVar

from sqlalchemy import Connection, Engine, text

from app import LaneSteward
from app.db import Base, db
from app.places import queries as places
from app.places.tiles.store import tiles

T = TypeVar("T")
KEPT = {"spatial_ref_sys", "alembic_version"}
QUEUE = "procrastinate_jobs"


def filled(connection: Connection) -> list[str]:
    """Return the tables that hold a row."""
    names = [name for name in (*Base.metadata.tables, QUEUE) if name not in KEPT]
    asked = " UNION ALL ".join(f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in names)
    return list(connection.scalars(text(asked)))


@contextmanager
def unhindered(superuser: Engine) -> Iterator[Connection]:
    """Give a connection that no trigger and no reference stops."""
    with superuser.connect() as connection:
        connection.execute(text("SET session_replication_role = replica"))
        yield connection
        connection.execute(text("RESET session_replication_role"))


def empty(app: LaneSteward, superuser: Engine) -> None:
    """Empty every table, and what is kept of them; for few rows faster than TRUNCATE."""
    with app.app_context():
        db.session.remove()
    tiles.clear()
    places._bounds.clear()
    with unhindered(superuser) as connection:
        for name in filled(connection):
            connection.execute(text(f'DELETE FROM "{name}"'))


@dataclass(frozen=True)
class Rows:
    """All rows of all tables as they were once, by table."""

    tables: dict[str, bytes]

    @classmethod
    def taken(cls, engine: Engine) -> Rows:
        """Take the rows down."""
        found = {}
        with engine.connect() as connection:
            cursor = connection.connection.cursor()
            for name in filled(connection):
                into = BytesIO()
                cursor.copy_expert(f'COPY "{name}" TO STDOUT', into)
                found[name] = into.getvalue()
        return cls(found)

    def bring_back(self, superuser: Engine) -> None:
        """Write the rows into tables that are empty."""
        with unhindered(superuser) as connection:
            cursor = connection.connection.cursor()
            for name, rows in self.tables.items():
                cursor.copy_expert(f'COPY "{name}" FROM STDIN', BytesIO(rows))


def once(superuser: Engine, make: Callable[[], T]) -> Callable[[], T]:
    """Return a way to put on an empty stage what is made once, its rows brought back later."""
    made: list[tuple[T, Rows]] = []

    def enter() -> T:
        if made:
            made[0][1].bring_back(superuser)
        else:
            thing = make()
            made.append((thing, Rows.taken(superuser)))
        return made[0][0]

    return enter
