"""What a supervisor wants planned, and what is refused before anything is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from typing import Any

from flask_babel import gettext as _

from app.errors import InvalidInput
from app.planning.roster_queries import Coming

LEAST_MINUTES, MOST_MINUTES = 10, 600
USUAL_MINUTES = 90
USUAL_BEGIN = time(9)
FURTHEST = timedelta(days=60)


@dataclass(frozen=True)
class Wish:
    """A day to be planned.

    Attributes:
        community_id: Whose day.
        day: The day, on the community's calendar.
        team_ids: The teams that walk, in their order.
        minutes: What each of them has.
        begins_at: When the walks begin, on the community's clock.
        cause: "planned" afresh; "absent" or "moved": the plan that is there, with least change.
        person_id: Who wants it; None: the command line.
    """

    community_id: int
    day: date
    team_ids: tuple[int, ...]
    minutes: float
    begins_at: time = USUAL_BEGIN
    cause: str = "planned"
    person_id: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as a job's arguments."""
        told = {"day": self.day.isoformat(), "begins_at": self.begins_at.isoformat("minutes")}
        return {**asdict(self), **told, "team_ids": list(self.team_ids)}

    @classmethod
    def from_json(cls, sent: dict[str, Any]) -> Wish:
        """Read a job's arguments."""
        day, begins_at = (
            date.fromisoformat(sent["day"]),
            time.fromisoformat(sent.get("begins_at", "09:00")),
        )
        told = {"day": day, "begins_at": begins_at, "team_ids": tuple(sent["team_ids"])}
        return cls(**{**sent, **told})


def require_day(day: date, today: date) -> None:
    """Refuse a day that is over or too far away.

    Raises:
        InvalidInput: With what to do instead.
    """
    if day < today:
        raise InvalidInput(_("That day is over. Choose today or a later day."), pointer="/date")
    if day - today > FURTHEST:
        message = _(
            "That is too far ahead: nobody knows yet what will be due. Choose an earlier day."
        )
        raise InvalidInput(message, pointer="/date")


def require_minutes(minutes: float) -> None:
    """Refuse minutes that nobody walks.

    Raises:
        InvalidInput: They are too few or too many.
    """
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        message = _(
            "A walk takes %(least)s to %(most)s minutes.", least=LEAST_MINUTES, most=MOST_MINUTES
        )
        raise InvalidInput(message, pointer="/minutes")


def first_teams(coming: Sequence[Coming], number: int) -> tuple[int, ...]:
    """Return the first so many of the teams that come.

    Raises:
        InvalidInput: None is asked for, or fewer come.
    """
    present = [one.team.id for one in coming if one.stewards > 0]
    if number < 1:
        message = _("With no team there is nothing to plan. Say which teams come.")
        raise InvalidInput(message, pointer="/teams")
    if number > len(present):
        message = _("Only %(count)s teams come on that day.", count=len(present))
        raise InvalidInput(message, pointer="/teams")
    return tuple(present[:number])


def named_teams(coming: Sequence[Coming], team_ids: Sequence[int]) -> tuple[int, ...]:
    """Return teams that were named, in the community's order, each once.

    Raises:
        InvalidInput: None was named, or one that the community does not have.
    """
    known = [one.team.id for one in coming]
    if not team_ids:
        message = _("With no team there is nothing to plan. Say which teams come.")
        raise InvalidInput(message, pointer="/teams")
    if set(team_ids) - set(known):
        raise InvalidInput(_("There is no such team here."), pointer="/teams")
    return tuple(one for one in known if one in set(team_ids))
