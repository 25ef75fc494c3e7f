"""Two people at once: fields that both changed, and rows that the database lets only one write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Conflict

TAKEN = frozenset({"23505", "23P01"})  # unique violation, exclusion violation

Values = Mapping[str, str]


def merged(sent: Values, was: Values, now: Values) -> dict[str, str]:
    """Return what a thing is to say after an edit that began from `was`.

    Raises:
        FieldConflict: A field was changed here and, otherwise, by somebody else meanwhile.
    """
    changed = {name: value for name, value in sent.items() if value != was.get(name, value)}
    both = {
        name: (value, now[name])
        for name, value in changed.items()
        if now[name] not in {was.get(name), value}
    }
    if both:
        raise FieldConflict(both)
    return {**now, **changed}


class FieldConflict(Conflict):
    """Fields that two people changed; `both` holds (sent, stored) by field."""

    def __init__(self, both: Mapping[str, tuple[str, str]]) -> None:
        super().__init__("", extra={"fields": {k: list(v) for k, v in both.items()}})
        self.both = dict(both)


@contextmanager
def one_of_a_kind(session: Session, message: str, pointer: str | None = None) -> Iterator[None]:
    """Write what must be unique; the loser of a race is told so.

    Raises:
        Conflict: Somebody else was first; nothing of the block was kept.
    """
    try:
        with session.begin_nested():
            yield
            session.flush()
    except IntegrityError as error:
        if getattr(error.orig, "pgcode", None) not in TAKEN:
            raise
        raise Conflict(message, pointer=pointer) from error
