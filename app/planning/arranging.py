"""What the supervisor settles for a day before or beside its plan: who comes, who gets a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import InvalidInput, NotFound
from app.places.models import Courtyard, Lane
from app.planning.models import PlanLock, Roster
from app.planning.roster_queries import coming, starts
from app.policy import Viewer

MOST_STEWARDS = 99


@dataclass(frozen=True)
class Entry:
    """How many of a team come, 0 for none, and where it starts (None: where everybody does)."""

    stewards: int
    start_id: int | None = None


def enter_roster(
    session: Session, viewer: Viewer, day: date, entries: Mapping[int, Entry], now: datetime
) -> None:
    """Write who comes on a day, by team id.

    Raises:
        InvalidInput: There is no such team or start, or the number is none.
    """
    known = {one.team.id for one in coming(session, viewer.community_id, day)}
    offices = {one.id for one in starts(session, viewer.community_id)}
    for team_id, entry in sorted(entries.items()):
        if team_id not in known:
            raise InvalidInput(_("There is no such team here."), pointer="/teams")
        if entry.start_id is not None and entry.start_id not in offices:
            raise InvalidInput(_("There is no such place to start."), pointer="/start")
        if not 0 <= entry.stewards <= MOST_STEWARDS:
            message = _("A team has 0 to %(most)s stewards.", most=MOST_STEWARDS)
            raise InvalidInput(message, pointer="/stewards")
        told = {"stewards": entry.stewards, "start_id": entry.start_id}
        told |= {"entered_by": viewer.person_id}
        key = {"community_id": viewer.community_id, "day": day, "team_id": team_id}
        statement = insert(Roster).values(**key, **told, entered_at=now)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=list(key), set_={**told, "entered_at": now}
            )
        )


def give(
    session: Session, viewer: Viewer, day: date, place: tuple[str, int], team_id: int, now: datetime
) -> None:
    """Give a lane or a courtyard to a team on a day; whatever is planned keeps to it.

    Args:
        session: The database.
        viewer: Who gives it.
        day: The day.
        place: Kind ("lane" or "courtyard") and id.
        team_id: Who gets it.
        now: When.

    Raises:
        NotFound: There is no such place.
        InvalidInput: There is no such team.
    """
    kind, number = place
    table = Lane if kind == "lane" else Courtyard
    here = (table.community_id == viewer.community_id, table.id == number)
    if session.scalar(select(table.id).where(*here)) is None:
        raise NotFound(_("There is no such place."))
    if team_id not in {one.team.id for one in coming(session, viewer.community_id, day)}:
        raise InvalidInput(_("There is no such team here."), pointer="/team")
    release(session, viewer, day, place)
    session.add(
        PlanLock(
            community_id=viewer.community_id,
            day=day,
            lane_id=number if kind == "lane" else None,
            courtyard_id=number if kind == "courtyard" else None,
            team_id=team_id,
            set_by=viewer.person_id,
            set_at=now,
        )
    )
    session.flush()


def release(session: Session, viewer: Viewer, day: date, place: tuple[str, int]) -> None:
    """Take a place back from the team that it was given to; let the plan decide again."""
    kind, number = place
    column = PlanLock.lane_id if kind == "lane" else PlanLock.courtyard_id
    session.execute(
        delete(PlanLock).where(
            PlanLock.community_id == viewer.community_id, PlanLock.day == day, column == number
        )
    )
