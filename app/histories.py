"""Histories as tables hold them: adding a sealed event, and reading all of them for the audit.

Each kind of thing has its own table of events; all have the same columns but for the thing's key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.chain import NOTHING_BEFORE, Link, sealed
from app.current import config

READ_AT_ONCE = 1_000


@dataclass(frozen=True)
class History:
    """The history of one kind of thing: `kind` is its word in the chain, `key` its column."""

    kind: str
    events: Any  # the mapped class of its events
    key: str

    def thing(self, key: object) -> str:
        """Return what the chain calls a thing, such as `case 17`."""
        return f"{self.kind} {key}"

    def record(
        self,
        session: Session,
        community_id: int,
        key: object,
        *,
        what: str,
        body: dict[str, Any],
        person_id: int | None,
        at: datetime,
    ) -> None:
        """Add an event; the caller holds the thing's row, locked.

        `what` is one word; `body` JSON values, `before` and `after` by convention.
        """
        last = session.execute(
            select(self.events.seq, self.events.mac)
            .where(self.events.community_id == community_id, self._key == key)
            .order_by(self.events.seq.desc())
            .limit(1)
        ).one_or_none()
        link = sealed(
            config().audit_key,
            community_id=community_id,
            thing=self.thing(key),
            at=at,
            person_id=person_id,
            what=what,
            body=body,
            before=(0, NOTHING_BEFORE) if last is None else (last.seq, last.mac),
        )
        session.execute(insert(self.events).values(link.row(**{self.key: key})))

    def every_link(self, session: Session) -> Iterator[Link]:
        """Give all events, by community, thing and number."""
        names = [self.key if name == "thing" else name for name in Link.__dataclass_fields__]
        rows = session.execute(
            select(*(getattr(self.events, name) for name in names))
            .order_by(self.events.community_id, self._key, self.events.seq)
            .execution_options(yield_per=READ_AT_ONCE)
        )
        for community_id, key, *rest in rows:
            yield Link(community_id, self.thing(key), *rest)

    @property
    def _key(self) -> Any:  # noqa: ANN401 - a mapped column
        return getattr(self.events, self.key)
