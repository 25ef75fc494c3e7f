"""At once or in the background: how a wish to plan is carried out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.jobs import enqueue
from app.planning.actions import plan_day
from app.planning.demand_queries import count_places
from app.planning.job import PLAN_DAY
from app.planning.models import PatrolPlan
from app.planning.solving import is_small
from app.planning.wishes import Wish


@dataclass(frozen=True)
class Outcome:
    """A plan that was made at once, or the job that makes it."""

    plan: PatrolPlan | None
    job_id: UUID | None


def carry_out(session: Session, wish: Wish, now: datetime) -> Outcome:
    """Plan a community's day at once; leave a larger one to the worker.

    Raises:
        InvalidInput: The community has no lanes on that day.
    """
    if is_small(count_places(session, wish.community_id, wish.day)):
        return Outcome(plan_day(session, wish, now), None)
    job_id = enqueue(
        session,
        PLAN_DAY,
        community_id=wish.community_id,
        person_id=wish.person_id,
        arguments={"wish": wish.to_json()},
    )
    return Outcome(None, job_id)
