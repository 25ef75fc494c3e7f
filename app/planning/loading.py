"""From an address to a plan, a walk or a day that the viewer may see."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import NotFound
from app.people.areas import local_day
from app.planning import queries
from app.planning.documents import PlanParts
from app.planning.queries import TeamWalk
from app.policy import Permission, Target, Viewer, allows


def today_of(viewer: Viewer) -> date:
    """Return today on the community's calendar."""
    return local_day(session(), viewer.community_id, clock.now())


def load_plan(day: date, version: int | None = None, team_id: int | None = None) -> PlanParts:
    """Fetch a day's plan with the walks that the viewer may see, or answer as if there were none.

    Args:
        day: The day.
        version: None for the newest.
        team_id: Only this team's walk; None for all that the viewer may see.
    """
    viewer = viewer_with(Permission.SEE_WALK)
    plan = queries.plan_of(session(), viewer.community_id, day, version)
    walks = queries.walks_of(session(), plan, viewer) if plan else []
    if team_id is not None:
        walks = [one for one in walks if one.team.id == team_id]
    whole = viewer.can(Permission.SEE_PLANS) and team_id is None
    if plan is None or not (walks or whole):
        raise NotFound(_("No plan has been made for that day."))
    places = queries.places_of(session(), plan) if whole else []
    return PlanParts(plan, walks, [one for one in places if one.about.why])


def load_walk(day: date, team_id: int) -> TeamWalk:
    """Fetch a team's walk of a day, or answer as if there were none."""
    viewer = viewer_with(Permission.SEE_WALK)
    target = Target(community_id=viewer.community_id, team_id=team_id)
    found = queries.team_walk(session(), viewer.community_id, team_id, day)
    if found is None or not allows(viewer, Permission.SEE_WALK, target):
        raise NotFound(_("There is no such walk."))
    return found


def own_walks(viewer: Viewer, day: date) -> list[TeamWalk]:
    """Return the walks of the viewer's own teams in the newest plan of a day."""
    plan = queries.plan_of(session(), viewer.community_id, day)
    return queries.walks_of_teams(session(), plan, viewer.team_ids) if plan else []
