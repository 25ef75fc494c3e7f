"""An import as a job, for files that came through a page: it can be watched and cancelled."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound
from app.jobs import Job, task
from app.people.areas import community
from app.places.imports import upload_actions
from app.places.imports.came_to import outcome_to_json
from app.places.imports.choices import Choices
from app.places.imports.importing import ImportOutcome, ImportRequest, import_within
from app.places.imports.report import headlines
from app.places.imports.upload_actions import IMPORT_PLACES
from app.places.imports.upload_models import PlaceImport
from app.places.imports.upload_queries import upload_of

PURGE_UPLOADS = "places.purge_uploads"


@task(IMPORT_PLACES)
def import_places_job(session: Session, job: Job, **chosen: Any) -> str:  # noqa: ANN401 - JSON
    """Import an upload into the job's community, or rehearse that; return the headlines.

    Args:
        session: Its transaction is the job's.
        job: Its row gets the progress.
        chosen: `upload`, the id of the file, and `dry_run`.

    Raises:
        DomainError: The file or a choice cannot be taken; the sentence stands in the job's row.
        JobCancelled: Somebody pressed cancel; nothing stays.
    """
    dry_run = bool(chosen["dry_run"])
    outcome = _imported(session, job, _upload(session, job, chosen), dry_run=dry_run)
    # A dry run has rolled back all that was loaded: the row is read anew.
    upload_actions.note(_upload(session, job, chosen), outcome_to_json(outcome), dry_run=dry_run)
    return "\n".join(headlines(outcome))


@task(PURGE_UPLOADS)
def purge_uploads_job(session: Session, job: Job, **_chosen: Any) -> str:  # noqa: ANN401, ARG001 - a task's form
    """Remove the bytes of old uploads."""
    upload_actions.purge(session, clock.now())
    return ""


def _imported(session: Session, job: Job, upload: PlaceImport, *, dry_run: bool) -> ImportOutcome:
    """Import or rehearse an upload as was chosen on its page."""
    with upload_actions.as_file(upload) as path:
        request = ImportRequest(
            path=path,
            source=upload.file_name,
            person_id=job.person_id,
            community_code=community(session, upload.community_id).code,
            choices=Choices.from_json(upload.choices),
            accept_refusals=upload.accept_refusals,
            end_missing=upload.end_missing,
            dry_run=dry_run,
        )
        return import_within(session, request, job.progress)


def _upload(session: Session, job: Job, chosen: dict[str, Any]) -> PlaceImport:
    """Return the upload of a job, which is of the job's community or not there."""
    found = job.community_id and upload_of(session, job.community_id, UUID(chosen["upload"]))
    if not found:
        raise NotFound(IMPORT_PLACES)
    return found
