"""Writing the demo's patrols, passes and visits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.db import add_rows
from app.demo.load_people import Ids
from app.demo.load_places import Row
from app.demo.record_types import Patrol, Records, Visit
from app.patrols import models


def load_walks(session: Session, ids: Ids, made: Records) -> None:
    """Write patrols with their members and passes, and visits."""
    patrols = made.patrols
    add_rows(session, models.Patrol, [_patrol_row(ids, one) for one in patrols])
    add_rows(session, models.PatrolMember, [row for one in patrols for row in _members(ids, one)])
    add_rows(session, models.Pass, [row for one in patrols for row in _passes(ids, one)])
    add_rows(session, models.Visit, [_visit_row(ids, one) for one in made.visits])


def _patrol_row(ids: Ids, one: Patrol) -> Row:
    """Return the row of a patrol, started by the first of its members."""
    return {
        "community_id": ids.community,
        "id": one.uid,
        "team_id": ids.teams[one.team],
        "started_at": one.start,
        "ended_at": one.end,
        "started_by": ids.people[one.members[0]],
    }


def _members(ids: Ids, one: Patrol) -> list[Row]:
    """Return the rows of those who walked, from start to end."""
    return [
        {
            "community_id": ids.community,
            "patrol_id": one.uid,
            "person_id": ids.people[member],
            "joined_at": one.start,
            "left_at": one.end,
        }
        for member in one.members
    ]


def _passes(ids: Ids, one: Patrol) -> list[Row]:
    """Return the rows of what a patrol passed; only tracks know which part of a lane."""
    return [
        {
            "community_id": ids.community,
            "id": step.uid,
            "patrol_id": one.uid,
            "team_id": ids.teams[one.team],
            **ids.place(step.place),
            "passed_at": step.start,
            "covered": [[0.0, step.covered if step.evidence == "track" else 1.0]],
            "evidence": step.evidence,
        }
        for step in one.passes
    ]


def _visit_row(ids: Ids, one: Visit) -> Row:
    """Return the row of a visit."""
    return {
        "community_id": ids.community,
        "id": one.uid,
        "patrol_id": one.patrol,
        "team_id": ids.teams[one.team],
        **ids.place(one.place),
        "visited_by": ids.people[one.person],
        "visited_at": one.at,
        "kind": one.kind,
        "topic": one.topic,
        "outcome": one.outcome,
    }
