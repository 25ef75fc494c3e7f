"""Making a plan and changing it: the form, the button, what is settled by hand, the progress."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import NotFound
from app.jobs import actions as job_actions
from app.jobs import queries as job_queries
from app.jobs.models import JobProgress
from app.planning import queries
from app.planning.arranging import enter_roster, release
from app.planning.changing import give_place, leave_out_team
from app.planning.deciding import Outcome, carry_out
from app.planning.demand import needs
from app.planning.demand_queries import asked_places
from app.planning.forms import day_form, day_of, place_of, team_of
from app.planning.loading import today_of
from app.planning.models import PatrolPlan
from app.planning.pages import WorkingPage
from app.planning.prepare_pages import prepare_page, usual_of
from app.planning.roster_queries import coming, locks, starts
from app.planning.warming import warm_soon
from app.planning.wishes import Wish, named_teams, require_day, require_minutes
from app.policy import Permission, Viewer

bp = Blueprint("plan_changes", __name__, url_prefix="/plans")

ENDED = frozenset({"done", "failed", "cancelled"})
WHOLE = 100
REFRESH_S = 2


@bp.get("/<day>/prepare")
def prepare(day: str) -> str:
    """Show what is due on a day and why, and the form that plans it."""
    viewer, wanted = viewer_with(Permission.SEE_PLANS), day_of(day)
    community_id = viewer.community_id
    if viewer.can(Permission.PLAN_PATROLS):
        warm_soon()
    given = locks(session(), community_id, wanted)
    plan = queries.plan_of(session(), community_id, wanted)
    last = plan or next(iter(queries.newest_plans(session(), community_id)), None)
    page = prepare_page(
        wanted,
        needs(asked_places(session(), community_id, wanted), given),
        coming(session(), community_id, wanted),
        starts(session(), community_id),
        usual=usual_of(wanted, last),
        may_plan=viewer.can(Permission.PLAN_PATROLS),
        over=wanted < today_of(viewer),
    )
    return render_template("plans/prepare.html", page=page)


@bp.post("/<day>")
def make(day: str) -> Response:
    """Note who comes, and plan the day for them."""
    viewer, wanted = viewer_with(Permission.PLAN_PATROLS), day_of(day)
    require_day(wanted, today_of(viewer))
    present = coming(session(), viewer.community_id, wanted)
    form = day_form(request.form, [one.team.id for one in present])
    require_minutes(form.minutes)
    teams = named_teams(present, form.team_ids)
    enter_roster(session(), viewer, wanted, form.entries, clock.now())
    wish = Wish(
        community_id=viewer.community_id,
        day=wanted,
        team_ids=teams,
        minutes=form.minutes,
        begins_at=form.begins_at,
        person_id=viewer.person_id,
    )
    return _lead_on(day, carry_out(session(), wish, clock.now()))


@bp.post("/<day>/absent")
def absent(day: str) -> Response:
    """Plan the day again without a team that stays away."""
    viewer, plan = _changeable(day)
    team_id = team_of(request.form)
    return _lead_on(day, leave_out_team(session(), viewer, plan, team_id, clock.now()))


@bp.post("/<day>/give")
def give(day: str) -> Response:
    """Give a place to a team, and plan again around that where it changes anything."""
    viewer, plan = _changeable(day)
    place, team_id = place_of(request.form), team_of(request.form)
    return _lead_on(day, give_place(session(), viewer, plan, place, team_id, clock.now()))


@bp.post("/<day>/release")
def take_back(day: str) -> Response:
    """Let the next plan decide again who walks a place."""
    viewer, plan = _changeable(day)
    release(session(), viewer, plan.day, place_of(request.form))
    flash(_("The next plan of this day decides again who walks there."), "done")
    return redirect(url_for("plans.show", day=day), 303)


@bp.get("/<day>/working/<uuid:job_id>")
def working(day: str, job_id: UUID) -> str | Response:
    """Show how far a plan is that is made in the background; lead to it when it is there."""
    job = _job(job_id)
    if job.state == "done":
        return redirect(url_for("plans.show", day=day_of(day).isoformat()), 303)
    page = WorkingPage(
        day=day_of(day).isoformat(),
        message=job.message,
        percent=WHOLE * job.done // job.total if job.total else None,
        finished=job.state in ENDED,
        failed=job.state == "failed",
        taken=job.finish_requested,
        data_url=url_for("jobs.data", job_id=job.id),
        take_url=url_for("plan_changes.take", day=day, job_id=job.id),
        cancel_url=url_for("jobs.cancel", job_id=job.id),
        back_url=url_for("plan_changes.prepare", day=day),
        refresh_seconds=REFRESH_S,
    )
    return render_template("plans/working.html", page=page)


@bp.post("/<day>/working/<uuid:job_id>/take")
def take(day: str, job_id: UUID) -> Response:
    """Be content with the best plan so far: it is checked and written down like any other."""
    job_actions.finish(session(), _job(job_id))
    return redirect(url_for("plan_changes.working", day=day, job_id=job_id), 303)


def _job(job_id: UUID) -> JobProgress:
    """Return a job of the community's, or answer as if there were none."""
    viewer = viewer_with(Permission.PLAN_PATROLS)
    job = job_queries.job_of(session(), viewer, job_id)
    if job is None:
        raise NotFound(_("There is no such job."))
    return job


def _changeable(day: str) -> tuple[Viewer, PatrolPlan]:
    """Return who asks and the newest plan of a day that is not over."""
    viewer, wanted = viewer_with(Permission.PLAN_PATROLS), day_of(day)
    require_day(wanted, today_of(viewer))
    plan = queries.plan_of(session(), viewer.community_id, wanted)
    if plan is None:
        raise NotFound(_("No plan has been made for that day."))
    return viewer, plan


def _lead_on(day: str, outcome: Outcome) -> Response:
    """Lead to the plan, or to where one sees how far it is."""
    if outcome.job_id is not None:
        there = url_for("plan_changes.working", day=day, job_id=outcome.job_id)
        return redirect(there, 303)
    return redirect(url_for("plans.show", day=day), 303)
