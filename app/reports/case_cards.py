"""The case of a report, asked of whoever keeps cases.

Cases stand above reports in the house, so a report's page cannot import them; `app/rooms.py` says
who answers. Until somebody does, reports have no cases.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy.orm import Session

from app.policy import Viewer
from app.reports.pages import CaseView

Keeper = Callable[[Session, Viewer, UUID], CaseView | None]

_keepers: list[Keeper] = []


def ask(keeper: Keeper) -> None:
    """Say who answers; the last one named does."""
    _keepers[:] = [keeper]


def case_of(session: Session, viewer: Viewer, report_id: UUID) -> CaseView | None:
    """Return the case that came of a report which the viewer may see, or None."""
    return _keepers[0](session, viewer, report_id) if _keepers else None
