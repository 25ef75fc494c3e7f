"""A steward's shell: the day, and the team's patrols."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, url_for

from app import clock
from app.current import viewer_with
from app.db import session
from app.patrols.queries import duty_seconds
from app.people.areas import local_day
from app.planning.loading import own_walks
from app.planning.sheets import walk_summary
from app.policy import Permission
from app.reports.pin_pages import row_of
from app.steward import pages, queries
from app.steward.pages import PatrolListPage, TodayPage

bp = Blueprint("steward", __name__)

OPEN_SHOWN = 10
PATROLS_SHOWN = 30


@bp.get("/today")
def today() -> str:
    """Show the team's places and what is still open."""
    viewer, now = viewer_with(Permission.SEE_OWN_DAY), clock.now()
    day = local_day(session(), viewer.community_id, now)
    teams = queries.teams_of(session(), viewer)
    places = queries.claimed_places(session(), viewer, [team.id for team in teams], day)
    open_pins = queries.open_pins(session(), viewer, now, places)
    walks = own_walks(viewer, day)
    page = TodayPage(
        greeting=pages.greeting(viewer, now),
        date=pages.day_text(day),
        team=pages.team_text(teams),
        places=pages.place_rows(places, open_pins, viewer, day),
        open_reports=tuple(row_of(record) for record in open_pins[:OPEN_SHOWN]),
        open_count=len(open_pins),
        pin_url=url_for("reports.new"),
        patrol_url=url_for("steward.patrols"),
        mine_url=url_for("reports.mine"),
        walk_url=url_for("plans.own_walk"),
        walk_text=walk_summary(walks[0]) if walks and walks[0].legs else "",
    )
    return render_template("steward/today.html", page=page)


@bp.get("/patrols")
def patrols() -> str:
    """List the team's latest patrols, with the month's hours."""
    viewer, now = viewer_with(Permission.SEE_OWN_DAY), clock.now()
    teams = queries.teams_of(session(), viewer)
    team_ids = [team.id for team in teams]
    month = _month_began(now, viewer.time_zone)
    found = queries.recent_patrols(session(), viewer, team_ids, PATROLS_SHOWN)
    seconds = duty_seconds(session(), viewer.community_id, team_ids, month, now)
    page = PatrolListPage(
        team=pages.team_text(teams),
        hours_month=pages.hours_text(seconds),
        patrols_month=queries.patrols_since(session(), viewer, team_ids, month),
        month=pages.month_text(month.date()),
        patrols=tuple(pages.patrol_row(record) for record in found),
        pin_url=url_for("reports.new"),
    )
    return render_template("steward/patrol.html", page=page)


def _month_began(now: datetime, time_zone: str) -> datetime:
    """Return the first instant of the month on the community's clock."""
    local = now.astimezone(ZoneInfo(time_zone))
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
