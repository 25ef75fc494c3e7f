"""The key rule of app/tenancy.toml, read off PostgreSQL's own catalog."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

ROOT = Path(__file__).resolve().parents[2]
KEY = "community_id"

TABLES = text("""
    SELECT relname FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
""")
UNIQUE = text("""
    SELECT t.relname AS table, c.relname AS name, i.indisprimary AS primary,
           array(SELECT a.attname FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(n, at)
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.n
                 ORDER BY k.at) AS columns
    FROM pg_index i
    JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_class c ON c.oid = i.indexrelid
    WHERE t.relnamespace = 'public'::regnamespace AND (i.indisunique OR i.indisexclusion)
""")
FOREIGN = text("""
    SELECT t.relname AS table, c.conname AS name, f.relname AS target,
           array(SELECT a.attname FROM unnest(c.conkey) AS n
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = n) AS columns
    FROM pg_constraint c
    JOIN pg_class t ON t.oid = c.conrelid
    JOIN pg_class f ON f.oid = c.confrelid
    WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace
""")
TRIGGERS = text("""
    SELECT t.relname AS table, g.tgname AS name
    FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
    WHERE NOT g.tgisinternal AND t.relnamespace = 'public'::regnamespace
""")


@dataclass(frozen=True)
class Classes:
    """What each table is said to be."""

    distributed: frozenset[str]
    reference: frozenset[str]
    local: frozenset[str]
    foreign: frozenset[str]

    def known(self) -> frozenset[str]:
        """Return every table that is named at all."""
        return self.distributed | self.reference | self.local | self.foreign


def classes() -> Classes:
    """Read app/tenancy.toml."""
    said = tomllib.loads((ROOT / "app" / "tenancy.toml").read_text("utf-8"))
    return Classes(**{name: frozenset(tables) for name, tables in said.items()})


def breaches(connection: Connection, said: Classes) -> Iterator[str]:
    """Yield every breach of the rule, as a sentence that names the table."""
    there = set(connection.scalars(TABLES))
    yield from (f"{name} is not classified" for name in sorted(there - said.known()))
    yield from (f"{name} is classified but is not there" for name in sorted(said.known() - there))
    keyed = set()
    for row in connection.execute(UNIQUE).mappings():
        if row["table"] in said.distributed:
            keyed |= {row["table"]} if row["primary"] else set()
            yield from _unique_breaches(
                row["table"], row["name"], row["columns"], primary=row["primary"]
            )
    yield from (f"{name} has no primary key" for name in sorted((said.distributed & there) - keyed))
    yield from _foreign_key_breaches(connection, said)
    for row in connection.execute(TRIGGERS).mappings():
        if row["table"] in said.distributed:
            yield f"{row['table']} has a trigger, {row['name']}"


def _unique_breaches(table: str, name: str, columns: list[str], *, primary: bool) -> Iterator[str]:
    if primary and columns[0] != KEY:
        yield f"{table}: its primary key does not lead with {KEY}"
    if KEY not in columns:
        yield f"{table}: the unique {name} leaves out {KEY}"


def _foreign_key_breaches(connection: Connection, said: Classes) -> Iterator[str]:
    for row in connection.execute(FOREIGN).mappings():
        table, target = row["table"], row["target"]
        if table in said.distributed and target in said.distributed and KEY not in row["columns"]:
            yield f"{table}: the foreign key {row['name']} leaves out {KEY}"
        if table in said.distributed and target in said.local:
            yield f"{table}: the foreign key {row['name']} leads to the local table {target}"
        if table not in said.distributed and target in said.distributed:
            yield f"{table}: the foreign key {row['name']} leads into the distributed {target}"
