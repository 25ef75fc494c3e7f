"""The pages of accounts: from records to what the templates show."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from app.i18n import OWN_NAMES, name_of
from app.pages import State
from app.people.account_queries import Known
from app.people.device_pages import DeviceLine
from app.people.register_pages import HistoryLine
from app.policy import Role, role_label


@dataclass(frozen=True)
class Choice:
    """One of a list to choose from."""

    code: str
    label: str


@dataclass(frozen=True)
class PersonLine:
    """A person in the list."""

    url: str
    name: str
    username: str
    roles: str
    teams: str
    state: State | None


@dataclass(frozen=True)
class PeoplePage:
    """The people of a community."""

    search: str
    closed: bool
    people: tuple[PersonLine, ...]
    new_url: str | None
    teams_url: str
    definitions_url: str | None


@dataclass(frozen=True)
class AccountValues:
    """The account form, as text."""

    username: str = ""
    display_name: str = ""
    language: str = "zh_Hans"
    elder_mode: str = ""
    role: str = "steward"
    department: str = ""


@dataclass(frozen=True)
class NewAccountPage:
    """The form for an account."""

    values: AccountValues
    errors: dict[str, str]
    languages: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    departments: tuple[Choice, ...]


@dataclass(frozen=True)
class RoleLine:
    """A role that somebody has; `code` where it can be taken here, empty where not."""

    label: str
    code: str


@dataclass(frozen=True)
class PersonPage:
    """One person, with what the viewer may do about them."""

    name: str
    username: str
    active: bool
    roles: tuple[RoleLine, ...]
    teams: tuple[tuple[str, str], ...]
    values: AccountValues
    errors: dict[str, str]
    languages: tuple[Choice, ...]
    all_roles: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    devices: tuple[DeviceLine, ...]
    cards: int
    history: tuple[HistoryLine, ...]
    manages: bool
    helps: bool
    urls: dict[str, str]


def language_choices() -> tuple[Choice, ...]:
    """Return the languages by their own names."""
    return tuple(Choice(code, name) for code, name in OWN_NAMES)


def role_choices() -> tuple[Choice, ...]:
    """Return every role, in the reader's language."""
    return tuple(Choice(role.value, role_label(role)) for role in Role)


def person_line(known: Known) -> PersonLine:
    """Return a person as the list shows them."""
    person = known.person
    return PersonLine(
        url=url_for("accounts.show", person_id=person.id),
        name=person.display_name,
        username=person.username,
        roles=", ".join(dict.fromkeys(role_label(Role(one.role)) for one in known.roles)),
        teams=", ".join(name_of(team) for team in known.teams),
        state=None if person.active else State(_("Account closed")),
    )


def role_lines(known: Known, community_id: int) -> tuple[RoleLine, ...]:
    """Return a person's roles; those of an area above are not given or taken here."""
    return tuple(
        RoleLine(
            " · ".join(filter(None, (role_label(Role(one.role)), one.department_code or ""))),
            one.role if one.area_id == community_id else "",
        )
        for one in known.roles
    )


def values_of(known: Known) -> AccountValues:
    """Return what the account form shows of a person."""
    person = known.person
    return AccountValues(
        username=person.username,
        display_name=person.display_name,
        language=person.language,
        elder_mode="1" if person.elder_mode else "",
    )
