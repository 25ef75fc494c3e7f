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
from app.pages import Moment, State, moment
from app.policy import Permission

bp = Blueprint("jobs", __name__, url_prefix="/jobs")

ENDED = frozenset({"done", "failed", "cancelled"})
WHOLE = 100
REFRESH_S = 3


@dataclass(frozen=True)
class JobLine:
    """A job in the list."""

    title: str
    state: State
    message: str
    url: str
    started: Moment


@dataclass(frozen=True)
class JobsPage:
    """The list."""

    jobs: tuple[JobLine, ...]


@dataclass(frozen=True)
class JobPage:
    """One job."""

    id: str
    title: str
    state: State
    percent: int | None
    message: str
    finished: bool
    cancellable: bool
    data_url: str
    cancel_url: str
    result_url: str | None
    back_url: str | None
    started: Moment
    refresh_seconds: int


@bp.get("/")
def index() -> str:
    """List the community's latest jobs."""
    viewer = viewer_with(Permission.SEE_JOBS)
    lines = tuple(
        JobLine(
            title=_title(job.task),
            state=_state(job.state),
            message=job.message,
            url=url_for("jobs.show", job_id=job.id),
            started=moment(job.created_at),
        )
        for job in queries.recent_jobs(session(), viewer)
    )
    return render_template("jobs/list.html", page=JobsPage(lines))


@bp.get("/<uuid:job_id>")
def show(job_id: UUID) -> str:
    """Show one job and its progress."""
    job = load_job(job_id, Permission.SEE_JOBS)
    finished = job.state in ENDED
    page = JobPage(
        id=str(job.id),
        title=_title(job.task),
        state=_state(job.state),
        percent=_percent(job),
        message=job.message,
        finished=finished,
        cancellable=not finished and not job.cancel_requested,
        data_url=url_for("jobs.data", job_id=job.id),
        cancel_url=url_for("jobs.cancel", job_id=job.id),
        result_url=job.result_url or None if job.state == "done" else None,
        back_url=job.result_url or None if finished and job.state != "done" else None,
        started=moment(job.started_at or job.created_at),
        refresh_seconds=REFRESH_S,
    )
    return render_template("jobs/show.html", page=page)


@bp.get("/<uuid:job_id>.json")
def data(job_id: UUID) -> Response:
    """Return the progress for the page's script."""
    job = load_job(job_id, Permission.SEE_JOBS)
    return jsonify(
        percent=_percent(job),
        message=job.message,
        state=_state(job.state).label,
        finished=job.state in ENDED,
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


def _percent(job: JobProgress) -> int | None:
    if job.state == "done":
        return WHOLE
    return WHOLE * job.done // job.total if job.total else None


def _state(state: str) -> State:
    states = {
        "waiting": State(_("Waiting"), "info"),
        "running": State(_("Running"), "info"),
        "done": State(_("Done"), "done"),
        "failed": State(_("Failed"), "warn"),
        "cancelled": State(_("Cancelled")),
    }
    return states[state]


def _title(task: str) -> str:
    titles = {
        "places.import": _("Bringing in places"),
        "reports.purge_photos": _("Putting away photo files that nobody needs"),
        "places.purge_uploads": _("Removing old uploads"),
        "reports.rebuild_tallies": _("Counting all reports again"),
        "planning.plan_day": _("Planning a day's walks"),
        "hotspots.prepare_along": _("Heat along the lanes"),
        "people.purge_sign_in_failures": _("Tidying up sign-ins"),
    }
    return titles.get(task, task)
