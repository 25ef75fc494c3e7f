"""Work on reports outside a request."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.jobs import Job, task
from app.reports import rollups


@task("reports.rebuild_tallies")
def rebuild_tallies(session: Session, job: Job, **_arguments: Any) -> str:  # noqa: ANN401 - a task's form
    """Count every tally anew, all communities'; it tells after each how far it is."""
    total = len(rollups.NAMES)
    job.progress(0, total)
    for done, name in enumerate(rollups.NAMES, start=1):
        rollups.rebuild(session, name)
        job.progress(done, total)
    return _("The tallies are counted anew.")
