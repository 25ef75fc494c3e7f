"""Patrols that somebody else writes down for those who walked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.patrols.models import Pass, Patrol, PatrolMember

DECLARED = "declared"


@dataclass(frozen=True)
class DeclaredPass:
    """A lane or a courtyard, by its id, that a team says it went through."""

    lane_id: int | None
    courtyard_id: int | None
    at: datetime


@dataclass(frozen=True)
class DeclaredWalk:
    """A patrol as it was written down: whose, from when to when, who walked, what they passed."""

    community_id: int
    id: UUID
    team_id: int
    started_at: datetime
    ended_at: datetime
    members: Sequence[int]
    passes: Sequence[DeclaredPass]


def enter_walk(session: Session, walk: DeclaredWalk, entered_by: int) -> Patrol:
    """Write a patrol that has ended, its members and its passes; the evidence is their word."""
    key = {"community_id": walk.community_id, "team_id": walk.team_id}
    patrol = Patrol(
        **key,
        id=walk.id,
        started_at=walk.started_at,
        ended_at=walk.ended_at,
        started_by=next(iter(walk.members), None),
        entered_by=entered_by,
    )
    session.add(patrol)
    session.flush()
    session.add_all(
        PatrolMember(
            community_id=walk.community_id,
            patrol_id=walk.id,
            person_id=person_id,
            joined_at=walk.started_at,
            left_at=walk.ended_at,
        )
        for person_id in walk.members
    )
    session.add_all(
        Pass(
            **key,
            id=uuid5(walk.id, f"pass {number}"),
            patrol_id=walk.id,
            lane_id=one.lane_id,
            courtyard_id=one.courtyard_id,
            passed_at=one.at,
            covered=[[0.0, 1.0]],
            evidence=DECLARED,
        )
        for number, one in enumerate(walk.passes)
    )
    session.flush()
    return patrol


def forget_walk(session: Session, community_id: int, patrol_id: UUID) -> None:
    """Remove a patrol with its members and passes, as if it had not been entered."""
    for table in (Pass, PatrolMember):
        session.execute(
            delete(table).where(table.community_id == community_id, table.patrol_id == patrol_id)
        )
    session.execute(
        delete(Patrol).where(Patrol.community_id == community_id, Patrol.id == patrol_id)
    )
