"""Plans as pages, files and other rooms read them: the newest version of a day, its walks, legs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from app.people.area_models import Team
from app.places.models import Courtyard, Lane
from app.planning.models import PatrolPlan, PlanPlace, Walk, WalkLeg
from app.policy import Permission, Scope, Viewer, scopes

SHOWN = 60  # days in the list
STANDS_MIN = 0.5  # a pause that is worth a word


@dataclass(frozen=True)
class PlacedLeg:
    """A leg with its place, and that place as the plan saw it; None for a way that is no place."""

    leg: WalkLeg
    lane: Lane | None
    courtyard: Courtyard | None
    about: PlanPlace | None

    @property
    def place(self) -> Lane | Courtyard | None:
        """Return whichever of the two it is."""
        return self.lane or self.courtyard


@dataclass(frozen=True)
class PlannedPlace:
    """A place of a plan, whether somebody walks it or nobody does."""

    about: PlanPlace
    lane: Lane | None
    courtyard: Courtyard | None

    @property
    def place(self) -> Lane | Courtyard:
        """Return whichever of the two it is."""
        place = self.lane or self.courtyard
        assert place is not None  # noqa: S101 - the check constraint: exactly one place
        return place


@dataclass(frozen=True)
class TeamWalk:
    """A walk and its team; its legs in the order of the walk."""

    plan: PatrolPlan
    walk: Walk
    team: Team
    legs: tuple[PlacedLeg, ...]

    @property
    def served(self) -> tuple[PlacedLeg, ...]:
        """Return each lane and courtyard that is inspected, once, in the order of the walk."""
        first: dict[tuple[int | None, int | None], PlacedLeg] = {}
        for one in self.legs:
            if one.leg.serves and one.place is not None:
                first.setdefault((one.leg.lane_id, one.leg.courtyard_id), one)
        return tuple(first.values())

    def waits_before(self, leg: WalkLeg) -> bool:
        """Tell whether the team stands still before a leg: it is too early for the place."""
        before = self.legs[leg.number - 1].leg if leg.number else None
        ready = before.begins_min + before.minutes if before else 0.0
        return leg.begins_min > ready + STANDS_MIN


def plan_of(
    session: Session, community_id: int, day: date, version: int | None = None
) -> PatrolPlan | None:
    """Return a day's newest plan, or the version asked for; None where there is none."""
    found = select(PatrolPlan).where(PatrolPlan.community_id == community_id, PatrolPlan.day == day)
    if version is not None:
        found = found.where(PatrolPlan.version == version)
    return session.scalar(found.order_by(PatrolPlan.version.desc()).limit(1))


def versions(session: Session, community_id: int, day: date) -> list[PatrolPlan]:
    """Return all versions of a day's plan, newest first."""
    return list(
        session.scalars(
            select(PatrolPlan)
            .where(PatrolPlan.community_id == community_id, PatrolPlan.day == day)
            .order_by(PatrolPlan.version.desc())
        )
    )


def newest_plans(session: Session, community_id: int) -> list[PatrolPlan]:
    """Return the newest version of each day's plan, latest day first, two months of them."""
    newest = (
        select(PatrolPlan.day, func.max(PatrolPlan.version).label("version"))
        .where(PatrolPlan.community_id == community_id)
        .group_by(PatrolPlan.day)
        .order_by(PatrolPlan.day.desc())
        .limit(SHOWN)
        .subquery()
    )
    same = and_(newest.c.day == PatrolPlan.day, newest.c.version == PatrolPlan.version)
    return list(
        session.scalars(
            select(PatrolPlan)
            .join(newest, same)
            .where(PatrolPlan.community_id == community_id)
            .order_by(PatrolPlan.day.desc())
        )
    )


def walks_of(session: Session, plan: PatrolPlan, viewer: Viewer | None = None) -> list[TeamWalk]:
    """Return the walks of a plan in their order; of a viewer's own teams where they see no more.

    Args:
        session: The database.
        plan: The version.
        viewer: Who asks; None for a command or a job, which see all.
    """
    teams = None if viewer is None else _teams_seen(viewer)
    return _walks(session, plan, teams)


def walks_of_teams(session: Session, plan: PatrolPlan, team_ids: frozenset[int]) -> list[TeamWalk]:
    """Return the walks that a plan has for some teams, in their order."""
    return _walks(session, plan, team_ids)


def walk_counts(session: Session, plans: Sequence[PatrolPlan]) -> dict[int, int]:
    """Return how many teams walk in each of a community's plans, by the plan's id."""
    rows = session.execute(
        select(Walk.plan_id, func.count())
        .where(
            Walk.community_id.in_({plan.community_id for plan in plans}),
            Walk.plan_id.in_([plan.id for plan in plans]),
        )
        .group_by(Walk.plan_id)
    )
    return {row[0]: row[1] for row in rows}


def team_walk(session: Session, community_id: int, team_id: int, day: date) -> TeamWalk | None:
    """Return a team's walk in the newest plan of a day, its legs in order; None without one."""
    plan = plan_of(session, community_id, day)
    found = _walks(session, plan, frozenset({team_id})) if plan else []
    return found[0] if found else None


def places_of(session: Session, plan: PatrolPlan) -> list[PlannedPlace]:
    """Return every place that the plan considered: those it asks for first, then by code."""
    rows = session.execute(
        select(PlanPlace, Lane, Courtyard)
        .outerjoin(Lane, _lane_of(PlanPlace))
        .outerjoin(Courtyard, _courtyard_of(PlanPlace))
        .where(PlanPlace.community_id == plan.community_id, PlanPlace.plan_id == plan.id)
        .order_by(PlanPlace.required.desc(), PlanPlace.prize.desc(), Lane.code, Courtyard.code)
    )
    return [PlannedPlace(*row) for row in rows]


def _walks(session: Session, plan: PatrolPlan, team_ids: frozenset[int] | None) -> list[TeamWalk]:
    here = and_(Team.community_id == Walk.community_id, Team.id == Walk.team_id)
    found = (
        select(Walk, Team)
        .join(Team, here)
        .where(Walk.community_id == plan.community_id, Walk.plan_id == plan.id)
        .order_by(Walk.position)
    )
    if team_ids is not None:
        found = found.where(Walk.team_id.in_(team_ids))
    legs = _legs(session, plan, team_ids)
    return [
        TeamWalk(plan, walk, team, tuple(legs.get(team.id, ())))
        for walk, team in session.execute(found)
    ]


def _legs(
    session: Session, plan: PatrolPlan, team_ids: frozenset[int] | None
) -> dict[int, list[PlacedLeg]]:
    """Return the legs by team, in the order of the walk."""
    about = and_(
        PlanPlace.community_id == WalkLeg.community_id,
        PlanPlace.plan_id == WalkLeg.plan_id,
        (PlanPlace.lane_id == WalkLeg.lane_id) | (PlanPlace.courtyard_id == WalkLeg.courtyard_id),
    )
    rows = (
        select(WalkLeg, Lane, Courtyard, PlanPlace)
        .outerjoin(Lane, _lane_of(WalkLeg))
        .outerjoin(Courtyard, _courtyard_of(WalkLeg))
        .outerjoin(PlanPlace, about)
        .where(WalkLeg.community_id == plan.community_id, WalkLeg.plan_id == plan.id)
    )
    if team_ids is not None:
        rows = rows.where(WalkLeg.team_id.in_(team_ids))
    found: dict[int, list[PlacedLeg]] = {}
    for row in session.execute(rows.order_by(WalkLeg.team_id, WalkLeg.number)):
        found.setdefault(row[0].team_id, []).append(PlacedLeg(*row))
    return found


def _lane_of(table: type[WalkLeg | PlanPlace]) -> ColumnElement[bool]:
    return and_(Lane.community_id == table.community_id, Lane.id == table.lane_id)


def _courtyard_of(table: type[WalkLeg | PlanPlace]) -> ColumnElement[bool]:
    return and_(Courtyard.community_id == table.community_id, Courtyard.id == table.courtyard_id)


def _teams_seen(viewer: Viewer) -> frozenset[int] | None:
    """Return the teams whose walks a viewer may see; None for all of the community's."""
    if Scope.COMMUNITY in scopes(viewer, Permission.SEE_WALK):
        return None
    return viewer.team_ids
