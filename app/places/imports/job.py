"""An import as a job, for files that came through a page: it can be watched and cancelled."""

from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.errors import DomainError, NotFound
from app.jobs import Job, task
from app.people.areas import community
from app.places.imports.choices import Choices
from app.places.imports.importing import ImportRequest, import_within
from app.places.imports.report import report_lines
from geo.crs import Datum

IMPORT_PLACES = "places.import"


@task(IMPORT_PLACES)
def import_places_job(session: Session, job: Job, **chosen: Any) -> str:  # noqa: ANN401 - JSON
    """Import a file that lies on this machine into the job's community; return the report.

    Args:
        session: Its transaction is the job's.
        job: Its row gets the progress.
        chosen: `path`, and optionally `datum`, `accept_refusals`, `end_missing`, `dry_run`.

    Raises:
        DomainError: The file or a choice cannot be taken; the sentence stands in the job's row.
        JobCancelled: Somebody pressed cancel; nothing stays.
    """
    if job.community_id is None:
        raise NotFound(IMPORT_PLACES)
    request = ImportRequest(
        path=Path(chosen["path"]),
        community_code=community(session, job.community_id).code,
        choices=Choices(datum=Datum(chosen.get("datum", Datum.WGS84))),
        accept_refusals=chosen.get("accept_refusals", False),
        end_missing=chosen.get("end_missing", False),
        dry_run=chosen.get("dry_run", False),
    )
    try:
        outcome = import_within(session, request, job.progress)
    except DomainError as error:
        job.progress(0, 0, error.message)
        raise
    return "\n".join(report_lines(outcome))
