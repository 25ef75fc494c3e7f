"""A steward's day: the team's places and patrols."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.cases.models import Case
from app.patrols.models import Pass, Patrol, PatrolMember
from app.people.area_models import Team
from app.people.models import Person
from app.places.claim_models import Claim
from app.places.definitions import Category
from app.places.models import Courtyard, Lane, PlacePolicy
from app.policy import Permission, Viewer
from app.reports.models import Report
from app.reports.pages_queries import Record, records
from app.reports.queries import visible

NOTED_LATELY = timedelta(days=30)
MOST_OPEN = 200


@dataclass(frozen=True)
class ClaimedPlace:
    """A lane or a courtyard that a team answers for.

    `last_pass` is the team's own last one, or None; `policy` says how often and when it is to be
    passed, None: every day, at any time.
    """

    lane: Lane | None
    courtyard: Courtyard | None
    last_pass: datetime | None
    policy: PlacePolicy | None

    @property
    def place(self) -> Lane | Courtyard:
        """Return whichever of the two it is."""
        place = self.lane or self.courtyard
        assert place is not None  # noqa: S101 - the claim's check constraint: exactly one place
        return place


@dataclass(frozen=True)
class PatrolRecord:
    """A patrol, who walked it in the order they joined, and how many places it passed."""

    patrol: Patrol
    members: tuple[str, ...]
    lanes: int
    courtyards: int


def teams_of(session: Session, viewer: Viewer) -> list[Team]:
    """Return the teams that the viewer walks with or answers for, by name."""
    mine = or_(Team.id.in_(viewer.team_ids), Team.representative_id == viewer.person_id)
    statement = (
        select(Team)
        .where(Team.community_id == viewer.community_id, mine, Team.retired.is_(False))
        .order_by(Team.name_zh, Team.id)
    )
    return list(session.scalars(statement))


def claimed_places(
    session: Session, viewer: Viewer, team_ids: Collection[int], day: date
) -> list[ClaimedPlace]:
    """Return what teams of the viewer's community claim on a day, by code, lanes first."""
    here = Claim.community_id
    statement = (
        select(Lane, Courtyard, _last_pass(), PlacePolicy)
        .select_from(Claim)
        .outerjoin(Lane, and_(Lane.community_id == here, Lane.id == Claim.lane_id))
        .outerjoin(
            Courtyard, and_(Courtyard.community_id == here, Courtyard.id == Claim.courtyard_id)
        )
        .outerjoin(
            PlacePolicy,
            and_(PlacePolicy.community_id == here, PlacePolicy.id == _newest_policy(day)),
        )
        .where(
            Claim.community_id == viewer.community_id,
            Claim.team_id.in_(team_ids),
            Claim.state == "live",
            Claim.valid_from <= day,
            or_(Claim.valid_to.is_(None), Claim.valid_to > day),
        )
        .order_by(Claim.lane_id.is_(None), Lane.code, Courtyard.code)
    )
    return [ClaimedPlace(*row) for row in session.execute(statement)]


def _last_pass() -> ScalarSelect[datetime]:
    return (
        select(func.max(Pass.passed_at))
        .where(
            Pass.community_id == Claim.community_id,
            Pass.team_id == Claim.team_id,
            or_(Pass.lane_id == Claim.lane_id, Pass.courtyard_id == Claim.courtyard_id),
        )
        .scalar_subquery()
    )


def _newest_policy(day: date) -> ScalarSelect[int]:
    one = aliased(PlacePolicy)
    return (
        select(one.id)
        .where(
            one.community_id == Claim.community_id,
            or_(one.lane_id == Claim.lane_id, one.courtyard_id == Claim.courtyard_id),
            one.valid_from <= day,
        )
        .order_by(one.valid_from.desc(), one.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def recent_patrols(
    session: Session, viewer: Viewer, team_ids: Collection[int], limit: int
) -> list[PatrolRecord]:
    """Return the latest patrols of teams of the viewer's community, newest first."""
    patrols = session.scalars(
        select(Patrol)
        .where(Patrol.community_id == viewer.community_id, Patrol.team_id.in_(team_ids))
        .order_by(Patrol.started_at.desc(), Patrol.id)
        .limit(limit)
    ).all()
    ids = [patrol.id for patrol in patrols]
    members = _members(session, viewer.community_id, ids)
    places = _places_passed(session, viewer.community_id, ids)
    return [
        PatrolRecord(patrol, tuple(members[patrol.id]), *places.get(patrol.id, (0, 0)))
        for patrol in patrols
    ]


def patrols_since(
    session: Session, viewer: Viewer, team_ids: Collection[int], since: datetime
) -> int:
    """Return how many patrols the teams have started since an instant."""
    statement = select(func.count()).where(
        Patrol.community_id == viewer.community_id,
        Patrol.team_id.in_(team_ids),
        Patrol.started_at >= since,
    )
    return session.scalar(statement) or 0


def _members(session: Session, community_id: int, patrol_ids: list[UUID]) -> dict[UUID, list[str]]:
    rows = session.execute(
        select(PatrolMember.patrol_id, Person.display_name)
        .join(Person, Person.id == PatrolMember.person_id)
        .where(PatrolMember.community_id == community_id, PatrolMember.patrol_id.in_(patrol_ids))
        .order_by(PatrolMember.joined_at, Person.id)
    )
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for patrol_id, name in rows:
        found[patrol_id].append(name)
    return found


def _places_passed(
    session: Session, community_id: int, patrol_ids: list[UUID]
) -> dict[UUID | None, tuple[int, int]]:
    rows = session.execute(
        select(
            Pass.patrol_id,
            func.count(Pass.lane_id.distinct()),
            func.count(Pass.courtyard_id.distinct()),
        )
        .where(Pass.community_id == community_id, Pass.patrol_id.in_(patrol_ids))
        .group_by(Pass.patrol_id)
    )
    return {patrol_id: (lanes, courtyards) for patrol_id, lanes, courtyards in rows}


def open_pins(
    session: Session, viewer: Viewer, now: datetime, places: Collection[ClaimedPlace]
) -> list[Record]:
    """Return what is still open among the pins that the viewer may see, newest first.

    Open is what was passed on and whose case is not closed, and a problem that was only noted in
    the last 30 days; either the viewer's team pinned it or it lies on one of its places.
    """
    lanes = [place.lane.id for place in places if place.lane]
    yards = [place.courtyard.id for place in places if place.courtyard]
    closed = exists().where(
        Case.community_id == Report.community_id,
        Case.report_id == Report.id,
        Case.state == "closed",
    )
    still_open = or_(
        and_(Report.outcome == "escalated", ~closed),
        and_(
            Report.outcome == "recorded",
            Category.kind == "problem",
            Report.effective_at > now - NOTED_LATELY,
        ),
    )
    ours = or_(
        Report.team_id.in_(viewer.team_ids),
        Report.submitted_by == viewer.person_id,
        Report.lane_id.in_(lanes),
        Report.courtyard_id.in_(yards),
    )
    statement = (
        records()
        .where(visible(viewer, Permission.SEE_REPORT), still_open, ours)
        .order_by(Report.effective_at.desc(), Report.id.desc())
        .limit(MOST_OPEN)
    )
    return [Record(*row) for row in session.execute(statement)]
