"""What is sent to have a day planned, by programs and by the pages' forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from marshmallow import ValidationError, fields, validate

from app.api import Decimal, Schema, Whole
from app.errors import InvalidInput, NotFound
from app.planning.arranging import Entry
from app.planning.wishes import USUAL_BEGIN, USUAL_MINUTES

HIGHEST_ID = 2**63 - 1
MOST_TEAMS = 1000
NO_TIME = lazy_gettext("Write the time as 09:00.")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLACE = re.compile(r"(lane|courtyard):(\d{1,18})", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class Teams(fields.Field[int | list[int]]):
    """How many teams, or which: a whole number or a list of ids."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int | list[int]:  # noqa: ANN401, ARG002 - marshmallow's
        if isinstance(value, list):
            if len(value) > MOST_TEAMS:
                raise ValidationError(_("These are too many teams."))
            one = Whole(validate=validate.Range(1, HIGHEST_ID))
            return [int(one.deserialize(item) or 0) for item in value]
        number = Whole(validate=validate.Range(-HIGHEST_ID, HIGHEST_ID)).deserialize(value)
        return int(number or 0)


class Clock(fields.String):
    """A time of the day, as "09:00"."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - marshmallow's
        found = clock_of(value) if isinstance(value, str) else None
        if found is None:
            raise ValidationError(str(NO_TIME))
        return found


class PlanRequest(Schema):
    """The body of `POST /api/v1/plans`."""

    date = fields.Date(required=True)
    teams = Teams(required=True)
    minutes = Decimal(load_default=float(USUAL_MINUTES), allow_nan=False)
    begins_at = Clock(load_default=USUAL_BEGIN)


class WalksQuery(Schema):
    """Which version of a day's plan, and whose walk."""

    version = fields.Integer(load_default=None, validate=validate.Range(1, 2**31 - 1))
    team = fields.Integer(load_default=None, validate=validate.Range(1, HIGHEST_ID))


@dataclass(frozen=True)
class DayForm:
    """The prepare page's form: minutes, begin, and how many of each team come (by team id)."""

    minutes: float
    begins_at: time
    entries: dict[int, Entry]

    @property
    def team_ids(self) -> list[int]:
        """Return the teams of which somebody comes."""
        return [team_id for team_id, entry in self.entries.items() if entry.stewards > 0]


@dataclass(frozen=True)
class AskedWalks:
    """Which version of a plan (None: the newest), and whose walk (None: everybody's)."""

    version: int | None
    team: int | None


def asked_walks(sent: Mapping[str, str]) -> AskedWalks:
    """Read a page's address; what else stands there is not ours.

    Raises:
        InvalidInput: A number is none.
    """
    given = {name: sent[name] for name in ("version", "team") if sent.get(name)}
    try:
        return AskedWalks(**WalksQuery().load(given))
    except ValidationError as error:
        field, messages = next(iter(dict(error.messages_dict).items()))
        raise InvalidInput(str(messages[0]), pointer=f"/{field}") from error


def day_of(text: str) -> date:
    """Return the day that an address names.

    Raises:
        NotFound: It names none.
    """
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else _no_day()
    except ValueError:
        return _no_day()


def clock_of(text: str) -> time | None:
    """Return the time of the day that a text names; None where it names none."""
    return time.fromisoformat(text) if _CLOCK.fullmatch(text) else None


def day_form(sent: Mapping[str, str], team_ids: list[int]) -> DayForm:
    """Read the prepare page's form.

    Args:
        sent: `minutes`, `begins` as "09:00", and for each team `comes-ID` (ticked), `stewards-ID`
            and `start-ID`.
        team_ids: The teams that were asked about; a team that is not ticked does not come.

    Raises:
        InvalidInput: A number or the time is none.
    """
    entries = {
        team_id: Entry(
            stewards=max(1, _number(sent, f"stewards-{team_id}")) if _comes(sent, team_id) else 0,
            start_id=_number(sent, f"start-{team_id}") or None,
        )
        for team_id in team_ids
    }
    return DayForm(float(_number(sent, "minutes")), _clock(sent), entries)


def place_of(sent: Mapping[str, str]) -> tuple[str, int]:
    """Return kind and id of the place that a form names.

    Raises:
        InvalidInput: It names none.
    """
    found = _PLACE.fullmatch(sent.get("place", ""))
    if not found:
        raise InvalidInput(_("Choose a lane or a courtyard."), pointer="/place")
    return found[1], int(found[2])


def team_of(sent: Mapping[str, str]) -> int:
    """Return the id of the team that a form names.

    Raises:
        InvalidInput: It names none.
    """
    if not _NUMBER.fullmatch(sent.get("team", "")):
        raise InvalidInput(_("Choose a team."), pointer="/team")
    return int(sent["team"])


def _comes(sent: Mapping[str, str], team_id: int) -> bool:
    return bool(sent.get(f"comes-{team_id}"))


def _clock(sent: Mapping[str, str]) -> time:
    found = clock_of(sent.get("begins", "").strip())
    if found is None:
        raise InvalidInput(str(NO_TIME), pointer="/begins")
    return found


def _number(sent: Mapping[str, str], name: str) -> int:
    text = sent.get(name, "").strip() or "0"
    if not _NUMBER.fullmatch(text):
        raise InvalidInput(_("This must be a whole number."), pointer=f"/{name}")
    return int(text)


def _no_day() -> date:
    raise NotFound(_("There is no such day."))
