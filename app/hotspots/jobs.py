"""Work on hot spots outside a request."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound
from app.hotspots.along_actions import PREPARE, prepare
from app.jobs import Job, at_start, task
from geo import warming


@at_start
def warm() -> None:
    """Compile what pictures and flags need: the worker does it before any page asks for it."""
    warming.hotspots()


@task(PREPARE)
def prepare_along(session: Session, job: Job, **_arguments: Any) -> str:  # noqa: ANN401 - a task's form
    """Prepare heat along the lanes of the job's community.

    Raises:
        DomainError: The lanes are too many or lie too far from each other.
    """
    if job.community_id is None:
        raise NotFound(PREPARE)
    job.progress(0, 1)
    lixels = prepare(session, job.community_id, clock.now())
    return _("Heat along the lanes is prepared: %(pieces)s pieces of lane.", pieces=lixels)
