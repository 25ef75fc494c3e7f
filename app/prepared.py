"""Statements that a connection plans once: planning the hot one costs more than running it.

A statement is prepared when a connection first needs it, and lives as long as the connection,
whatever becomes of the transaction. (A pooler that takes the connection away after each
transaction would lose it: run the web process on connections of its own.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, TextualSelect, text
from sqlalchemy.orm import Session

_PARAMETER = re.compile(r"(?<!:):([a-z_0-9]+)")


class Prepared:
    """One statement and its name on a connection.

    Args:
        name: A word that no other prepared statement has.
        statement: SQL with `:name` where a parameter stands.
        types: The SQL type of every parameter.
        columns: What it returns, typed.
    """

    def __init__(
        self,
        name: str,
        statement: str,
        types: Mapping[str, str],
        columns: tuple[ColumnElement[Any], ...],
    ) -> None:
        self.name, self.statement, self.types = name, statement, types
        numbers = {parameter: f"${n}" for n, parameter in enumerate(types, start=1)}
        body = _PARAMETER.sub(lambda found: numbers[found[1]], statement)
        self._mark = f"prepared {name}"
        self._prepare = text(f"PREPARE {name} ({', '.join(types.values())}) AS {body}")
        given = ", ".join(f":{parameter}" for parameter in types)
        self._execute = text(f"EXECUTE {name} ({given})").columns(*columns)

    def on(self, session: Session) -> TextualSelect:
        """Return the statement to execute, planned by the session's connection."""
        connection = session.connection()
        if self._mark not in connection.info:
            connection.execute(self._prepare)
            connection.info[self._mark] = True
        return self._execute
