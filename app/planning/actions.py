"""Planning a day: what is asked is solved, and written down as the day's next version."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from geoalchemy2.shape import to_shape
from shapely.geometry import LineString, Point
from sqlalchemy.orm import Session

from app.errors import InvalidInput
from app.people.areas import community
from app.planning.day_problem import Crew, DayProblem, Habits, day_problem, middle_of
from app.planning.demand import needs
from app.planning.demand_queries import asked_places
from app.planning.drafts import fates, walk_drafts
from app.planning.habit_queries import courtyards_of_teams, lanes_of_teams, walked_the_day_before
from app.planning.models import PatrolPlan, PlanStart
from app.planning.queries import plan_of
from app.planning.roster_queries import coming, locks, starts
from app.planning.solving import SEED, Watch, solve_day
from app.planning.storing import store
from app.planning.wishes import Wish

Key = tuple[str, int]


def plan_day(session: Session, wish: Wish, now: datetime, watch: Watch | None = None) -> PatrolPlan:
    """Plan a day and write the plan as its next version.

    Args:
        session: The database; nothing is kept of a plan that is not whole.
        wish: The day, the teams, their minutes.
        now: When it is asked.
        watch: As in geo.routing.patrol; may raise to stop the work.

    Raises:
        InvalidInput: The community has no lanes on that day.
    """
    day = problem_of(session, wish)
    plan = solve_day(day, watch)
    return store(session, wish, plan, walk_drafts(day, plan), fates(day, plan), now, SEED)


def problem_of(session: Session, wish: Wish) -> DayProblem:
    """Return what a day asks of the teams that come.

    Raises:
        InvalidInput: The community has no lanes on that day.
    """
    given = locks(session, wish.community_id, wish.day)
    found = needs(asked_places(session, wish.community_id, wish.day), given, wish.team_ids)
    lines = [n.place.shape for n in found if isinstance(n.place.shape, LineString)]
    if not lines:
        raise InvalidInput(_("This community has no lanes on that day."), pointer="/date")
    area = community(session, wish.community_id)
    crews, habits = _crews(session, wish, lines), _habits(session, wish)
    return day_problem(found, crews, habits, area.utm_srid, wish.begins_at)


def _crews(session: Session, wish: Wish, lines: list[LineString]) -> list[Crew]:
    """Return the teams that walk, in the wish's order, with their places to start."""
    offices = starts(session, wish.community_id)
    by_id = {one.id: one for one in offices}
    usual = offices[0] if offices else None
    told = {one.team.id: one for one in coming(session, wish.community_id, wish.day)}
    middle = middle_of(lines)
    crews = []
    for team_id in wish.team_ids:
        start = by_id.get(told[team_id].start_id or 0, usual)
        crews.append(
            Crew(
                team_id=team_id,
                stewards=told[team_id].stewards,
                start_id=start.id if start else None,
                start=_point(start) if start else middle,
                budget_min=wish.minutes,
            )
        )
    return crews


def _point(start: PlanStart) -> Point:
    return to_shape(start.geom).centroid


def _habits(session: Session, wish: Wish) -> Habits:
    """Return what the teams walked yesterday and, for a change of a plan, what they have now."""
    current = plan_of(session, wish.community_id, wish.day) if wish.cause != "planned" else None
    return Habits(
        familiar=walked_the_day_before(session, wish.community_id, wish.day),
        previous=lanes_of_teams(session, current) if current else {},
        previous_yards=courtyards_of_teams(session, current) if current else {},
    )
