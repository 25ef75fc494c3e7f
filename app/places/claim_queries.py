"""Claims as a viewer may see them: what is asked for, and what a team has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from app.people.area_models import Team
from app.people.models import Person
from app.places.claim_models import Claim
from app.places.claims import REQUESTED, live_on
from app.places.models import Courtyard, Lane
from app.policy import Permission, Scope, Viewer, scopes

SHOWN = 300


@dataclass(frozen=True)
class ClaimRecord:
    """A claim with its place, its team, and who asked."""

    claim: Claim
    lane: Lane | None
    courtyard: Courtyard | None
    team: Team
    asker: Person | None

    @property
    def place(self) -> Lane | Courtyard:
        """Return whichever of the two it is of."""
        place = self.lane or self.courtyard
        assert place is not None  # noqa: S101 - the claim's check constraint: exactly one place
        return place


def requests_for(session: Session, viewer: Viewer) -> list[ClaimRecord]:
    """Return the open requests that the viewer may decide on or take back, oldest first."""
    statement = _reached(viewer).where(Claim.state == REQUESTED)
    return _records(session, statement.order_by(Claim.requested_at, Claim.id))


def live_for(
    session: Session, viewer: Viewer, team_ids: Collection[int], day: date
) -> list[ClaimRecord]:
    """Return what some teams claim on a day, lanes first, by code."""
    statement = _reached(viewer).where(live_on(day), Claim.team_id.in_(team_ids))
    return _records(session, statement.order_by(Claim.lane_id.is_(None), Lane.code, Courtyard.code))


def claims_of(session: Session, place: Lane | Courtyard) -> list[ClaimRecord]:
    """Return every claim of a place, the latest first."""
    column = Claim.lane_id if isinstance(place, Lane) else Claim.courtyard_id
    statement = _with_place().where(Claim.community_id == place.community_id, column == place.id)
    return _records(session, statement.order_by(Claim.valid_from.desc(), Claim.id.desc()))


def claim_for(
    session: Session, viewer: Viewer, claim_id: int, permission: Permission
) -> Claim | None:
    """Return a claim that the permission reaches, or None."""
    record = session.execute(_reached(viewer, permission).where(Claim.id == claim_id)).first()
    return record[0] if record else None


def _reached(
    viewer: Viewer, permission: Permission = Permission.CLAIM_PLACE
) -> Select[Claim, Lane, Courtyard, Team, Person]:
    statement = _with_place().where(Claim.community_id == viewer.community_id)
    if Scope.COMMUNITY in scopes(viewer, permission):
        return statement
    return statement.where(Team.representative_id == viewer.person_id)


def _with_place() -> Select[Claim, Lane, Courtyard, Team, Person]:
    here = Claim.community_id
    return (
        select(Claim, Lane, Courtyard, Team, Person)
        .outerjoin(Lane, and_(Lane.community_id == here, Lane.id == Claim.lane_id))
        .outerjoin(
            Courtyard, and_(Courtyard.community_id == here, Courtyard.id == Claim.courtyard_id)
        )
        .join(Team, and_(Team.community_id == here, Team.id == Claim.team_id))
        .outerjoin(Person, Person.id == Claim.requested_by)
    )


def _records(
    session: Session, statement: Select[Claim, Lane, Courtyard, Team, Person]
) -> list[ClaimRecord]:
    return [ClaimRecord(*row) for row in session.execute(statement.limit(SHOWN))]
