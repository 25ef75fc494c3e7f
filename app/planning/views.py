"""Plans as pages to read: the days, a day's walks, a team's own walk, sheets to print."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.current import viewer_with
from app.db import session
from app.planning import queries, rows, sheets, show_pages
from app.planning.forms import asked_walks, day_of
from app.planning.loading import load_plan, load_walk, own_walks, today_of
from app.policy import Permission

bp = Blueprint("plans", __name__)


@bp.get("/plans")
def index() -> str | AnyResponse:
    """Show today and tomorrow, any other day to choose, and the plans that were made."""
    viewer = viewer_with(Permission.SEE_PLANS)
    chosen = request.args.get("date")
    if chosen:
        return redirect(url_for("plans.show", day=day_of(chosen).isoformat()), 303)
    page = show_pages.index_page(viewer, today_of(viewer))
    return render_template("plans/index.html", page=page)


@bp.get("/plans/<day>")
def show(day: str) -> str | AnyResponse:
    """Show a day's plan; where there is none yet, what is due that day."""
    viewer, wanted = viewer_with(Permission.SEE_PLANS), day_of(day)
    asked = asked_walks(request.args)
    if queries.plan_of(session(), viewer.community_id, wanted) is None:
        return redirect(url_for("plan_changes.prepare", day=day), 303)
    parts = load_plan(wanted, asked.version)
    page = show_pages.plan_page(viewer, parts, today_of(viewer))
    return render_template("plans/show.html", page=page)


@bp.get("/plans/<day>/sheets")
def print_sheets(day: str) -> str:
    """Show the sheets to print: all teams', or one's."""
    viewer, asked = viewer_with(Permission.SEE_WALK), asked_walks(request.args)
    parts = load_plan(day_of(day), asked.version, asked.team)
    return render_template("plans/sheets.html", page=sheets.sheets_page(parts, viewer))


@bp.get("/plans/<day>/walks/<int:team_id>")
def walk(day: str, team_id: int) -> str:
    """Show a team's walk as it is read on a phone."""
    viewer = viewer_with(Permission.SEE_WALK)
    page = show_pages.walk_page(viewer, load_walk(day_of(day), team_id))
    return render_template("plans/walk.html", page=page)


@bp.get("/walk")
def own_walk() -> str:
    """Show a steward their own team's walk of today; say so where there is none."""
    viewer = viewer_with(Permission.SEE_OWN_DAY)
    today = today_of(viewer)
    walks = own_walks(viewer, today)
    page = show_pages.walk_page(viewer, walks[0]) if walks else show_pages.no_walk_page(today)
    others = tuple(rows.walk_link(one) for one in walks[1:])
    return render_template("plans/walk.html", page=replace(page, others=others))
