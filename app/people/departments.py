"""The departments that a person can speak for: kept by whoever defines them, asked for here."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

Source = Callable[[Session, int], list[tuple[str, str]]]

_sources: list[Source] = []


def ask(source: Source) -> None:
    """Say who knows a community's departments as (code, name in the reader's language)."""
    _sources[:] = [source]


def department_choices(session: Session, community_id: int) -> list[tuple[str, str]]:
    """Return the departments that a community works with, by code."""
    return [choice for source in _sources for choice in source(session, community_id)]
