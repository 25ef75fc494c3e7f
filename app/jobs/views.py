"""Jobs as pages: a list, one with its progress, and a cancel button."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.current import viewer_with
from app.db import session
from app.errors import NotFound
from app.jobs import actions, queries
from app.jobs.models import JobProgress
from app.policy import Permission

bp = Blueprint("jobs", __name__, url_prefix="/jobs")

ENDED = frozenset({"done", "failed", "cancelled"})
WHOLE = 100


@dataclass(frozen=True)
class JobRow:
    """A job as the pages show it; `percent` is 0 to 100."""

    id: UUID
    task: str
    state: str
    state_label: str
    done: int
    total: int
    percent: int
    message: str
    ended: bool
    can_cancel: bool
    url: str


@dataclass(frozen=True)
class JobsPage:
    """The list."""

    jobs: tuple[JobRow, ...]


@dataclass(frozen=True)
class JobPage:
    """One job."""

    job: JobRow
    data_url: str
    cancel_url: str


@bp.get("/")
def index() -> str:
    """List the community's latest jobs."""
    viewer = viewer_with(Permission.SEE_JOBS)
    rows = tuple(_row(job) for job in queries.recent_jobs(session(), viewer))
    return render_template("jobs/list.html", page=JobsPage(rows))


@bp.get("/<uuid:job_id>")
def show(job_id: UUID) -> str:
    """Show one job and its progress."""
    job = load_job(job_id, Permission.SEE_JOBS)
    page = JobPage(
        job=_row(job),
        data_url=url_for("jobs.data", job_id=job.id),
        cancel_url=url_for("jobs.cancel", job_id=job.id),
    )
    return render_template("jobs/show.html", page=page)


@bp.get("/<uuid:job_id>.json")
def data(job_id: UUID) -> Response:
    """Return the progress for the page's script."""
    row = _row(load_job(job_id, Permission.SEE_JOBS))
    return jsonify(
        state=row.state,
        state_label=row.state_label,
        percent=row.percent,
        message=row.message,
        ended=row.ended,
    )


@bp.post("/<uuid:job_id>/cancel")
def cancel(job_id: UUID) -> AnyResponse:
    """Ask the job to stop."""
    job = load_job(job_id, Permission.RUN_JOBS)
    actions.cancel(session(), job)
    return redirect(url_for("jobs.show", job_id=job.id), 303)


def load_job(job_id: UUID, permission: Permission) -> JobProgress:
    """Fetch a job of the viewer's community, or answer as if there were none."""
    job = queries.job_of(session(), viewer_with(permission), job_id)
    if job is None:
        raise NotFound(_("There is no such job."))
    return job


def _row(job: JobProgress) -> JobRow:
    ended = job.state in ENDED
    return JobRow(
        id=job.id,
        task=job.task,
        state=job.state,
        state_label=_state_label(job.state),
        done=job.done,
        total=job.total,
        percent=WHOLE if job.state == "done" else WHOLE * job.done // max(job.total, 1),
        message=job.message,
        ended=ended,
        can_cancel=not ended and not job.cancel_requested,
        url=url_for("jobs.show", job_id=job.id),
    )


def _state_label(state: str) -> str:
    labels = {
        "waiting": _("Waiting"),
        "running": _("Running"),
        "done": _("Done"),
        "failed": _("Failed"),
        "cancelled": _("Cancelled"),
    }
    return labels[state]
