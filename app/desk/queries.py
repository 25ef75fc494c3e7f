"""What the desk asks: teams and their people, the places of a day, sheets that were entered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from geoalchemy2.functions import ST_PointOnSurface
from geoalchemy2.shape import to_shape
from shapely import Point
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, load_only

from app.desk.models import PaperSheet
from app.patrols.models import Patrol
from app.people.area_models import Team
from app.people.models import Membership, Person
from app.places.claim_models import Claim
from app.places.definitions import Category, CommunityCategory
from app.places.models import Courtyard, Lane
from app.places.validity import valid_on
from app.policy import Permission, Scope, Viewer, scopes
from app.reports.models import Report
from app.reports.pages_queries import Record, records

SHOWN = 50

Place = Lane | Courtyard


@dataclass(frozen=True)
class Entered:
    """A sheet with whose it is and who entered it."""

    sheet: PaperSheet
    team: Team
    by: str


def teams_to_enter_for(session: Session, viewer: Viewer) -> list[Team]:
    """Return the teams whose sheets the viewer may enter, by name."""
    statement = select(Team).where(
        Team.community_id == viewer.community_id, Team.retired.is_(False)
    )
    if Scope.COMMUNITY not in scopes(viewer, Permission.ENTER_PAPER):
        statement = statement.where(Team.id.in_(viewer.team_ids))
    return list(session.scalars(statement.order_by(Team.name_zh, Team.id)))


def team_of(session: Session, viewer: Viewer, team_id: int) -> Team | None:
    """Return a team of the viewer's community, or None."""
    return session.scalar(
        select(Team).where(Team.community_id == viewer.community_id, Team.id == team_id)
    )


def members_of(session: Session, team: Team, day: date) -> list[Person]:
    """Return who belonged to a team on a day, its representative too, by name."""
    joined = select(Membership.person_id).where(
        Membership.community_id == team.community_id,
        Membership.team_id == team.id,
        Membership.valid_from <= day,
        or_(Membership.valid_to.is_(None), Membership.valid_to > day),
    )
    statement = (
        select(Person)
        .where(or_(Person.id.in_(joined), Person.id == team.representative_id))
        .order_by(Person.display_name, Person.id)
    )
    return list(session.scalars(statement))


def claimed_places(session: Session, team: Team, day: date) -> list[Place]:
    """Return what a team answers for on a day: lanes, then courtyards, by code."""
    found: list[Place] = []
    for table, column in ((Lane, Claim.lane_id), (Courtyard, Claim.courtyard_id)):
        found += session.scalars(
            select(table)
            .join(Claim, and_(Claim.community_id == table.community_id, column == table.id))
            .where(
                Claim.community_id == team.community_id,
                Claim.team_id == team.id,
                Claim.state == "live",
                Claim.valid_from <= day,
                or_(Claim.valid_to.is_(None), Claim.valid_to > day),
            )
            .order_by(table.code, table.id)
        )
    return found


def places_on(session: Session, community_id: int, day: date) -> list[Place]:
    """Return a community's places of a day without their geometry: lanes, then courtyards."""
    found: list[Place] = []
    for table in (Lane, Courtyard):
        found += session.scalars(
            select(table)
            .options(load_only(table.code, table.name_zh, table.name_bo, table.name_en))
            .where(table.community_id == community_id, valid_on(table, day))
            .order_by(table.code, table.id)
        )
    return found


def points_within(
    session: Session, community_id: int, courtyard_ids: Collection[int]
) -> dict[int, tuple[float, float]]:
    """Return a point in each courtyard, WGS 84 longitude and latitude, by the courtyard's id."""
    rows = session.execute(
        select(Courtyard.id, ST_PointOnSurface(Courtyard.geom)).where(
            Courtyard.community_id == community_id, Courtyard.id.in_(courtyard_ids)
        )
    )
    points = {courtyard_id: to_shape(element) for courtyard_id, element in rows}
    return {key: (one.x, one.y) for key, one in points.items() if isinstance(one, Point)}


def categories(session: Session, community_id: int) -> list[tuple[Category, CommunityCategory]]:
    """Return the categories in use: problems, services, voices, each in their order."""
    kinds = {"problem": 0, "service": 1, "voice": 2}
    rows = session.execute(
        select(Category, CommunityCategory)
        .join(CommunityCategory, CommunityCategory.code == Category.code)
        .where(CommunityCategory.community_id == community_id, CommunityCategory.retired.is_(False))
        .order_by(Category.position, Category.code)
    )
    found = [(shared, own) for shared, own in rows]
    return sorted(found, key=lambda pair: kinds[pair[0].kind])


def lock_team(session: Session, team: Team) -> None:
    """Have everybody else who enters a sheet of this team wait until the transaction ends."""
    session.execute(
        select(Team.id)
        .where(Team.community_id == team.community_id, Team.id == team.id)
        .with_for_update(key_share=True)
    )


def sheet_of(
    session: Session, viewer: Viewer, sheet_id: UUID, *, lock: bool = False
) -> PaperSheet | None:
    """Return a sheet of the viewer's community, or None; locked if asked."""
    statement = select(PaperSheet).where(
        PaperSheet.community_id == viewer.community_id, PaperSheet.id == sheet_id
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return session.scalar(statement)


def overlapping(
    session: Session, team: Team, started_at: datetime, ended_at: datetime
) -> list[Patrol]:
    """Return the team's patrols, entered or tracked, that share time with a spell, by start."""
    statement = (
        select(Patrol)
        .where(
            Patrol.community_id == team.community_id,
            Patrol.team_id == team.id,
            Patrol.started_at < ended_at,
            func.coalesce(Patrol.ended_at, Patrol.started_at) > started_at,
        )
        .order_by(Patrol.started_at, Patrol.id)
    )
    return list(session.scalars(statement))


def entered_sheets(session: Session, viewer: Viewer) -> list[Entered]:
    """Return the latest sheets of the teams that the viewer may enter for, newest first."""
    statement = _entered(viewer).order_by(PaperSheet.entered_at.desc(), PaperSheet.id)
    if Scope.COMMUNITY not in scopes(viewer, Permission.ENTER_PAPER):
        statement = statement.where(PaperSheet.team_id.in_(viewer.team_ids))
    return [Entered(*row) for row in session.execute(statement.limit(SHOWN))]


def entered_sheet(session: Session, viewer: Viewer, sheet: PaperSheet) -> Entered:
    """Return a sheet with whose it is and who entered it."""
    return Entered(*session.execute(_entered(viewer).where(PaperSheet.id == sheet.id)).one())


def _entered(viewer: Viewer) -> Select[PaperSheet, Team, str]:
    team = and_(Team.community_id == PaperSheet.community_id, Team.id == PaperSheet.team_id)
    return (
        select(PaperSheet, Team, Person.display_name)
        .join(Team, team)
        .join(Person, Person.id == PaperSheet.entered_by)
        .where(PaperSheet.community_id == viewer.community_id)
    )


def pins_of(session: Session, sheet: PaperSheet) -> list[Record]:
    """Return what is left of the reports that a sheet made, in the order of its rows."""
    statement = (
        records()
        .where(Report.community_id == sheet.community_id, Report.id.in_(sheet.report_ids))
        .order_by(Report.effective_at, Report.category_code, Report.id)
    )
    return [Record(*row) for row in session.execute(statement)]


def reports_of(session: Session, sheet: PaperSheet) -> list[Report]:
    """Return what is left of a sheet's reports, locked, in the order of their ids."""
    statement = (
        select(Report)
        .where(Report.community_id == sheet.community_id, Report.id.in_(sheet.report_ids))
        .order_by(Report.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(session.scalars(statement))


def others_of_its_patrol(session: Session, sheet: PaperSheet) -> int:
    """Return how many reports belong to a sheet's patrol that the sheet did not make."""
    found = session.scalar(
        select(func.count()).where(
            Report.community_id == sheet.community_id,
            Report.patrol_id == sheet.id,
            Report.id.not_in(sheet.report_ids),
        )
    )
    return found or 0
