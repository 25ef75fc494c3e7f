"""Work on reports outside a request."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import clock
from app.current import config
from app.jobs import Job, task
from app.reports import photos_purge, rollups


@task("reports.rebuild_tallies")
def rebuild_tallies(session: Session, job: Job, **_arguments: Any) -> str:  # noqa: ANN401 - a task's form
    """Count every tally anew, all communities'; it tells after each how far it is."""
    total = len(rollups.NAMES)
    job.progress(0, total)
    for done, name in enumerate(rollups.NAMES, start=1):
        rollups.rebuild(session, name)
        job.progress(done, total)
    return _("The tallies are counted anew.")


@task("reports.purge_photos")
def purge_photos(session: Session, job: Job, **_arguments: Any) -> str:  # noqa: ANN401 - a task's form
    """Sweep away the files that no photo needs any more."""
    done = photos_purge.purge(session, config().photo_dir, clock.now(), job.progress)
    return _(
        "Photo files without a photo: %(moved)s put away, %(removed)s removed for good.",
        moved=done.moved,
        removed=done.removed,
    )
