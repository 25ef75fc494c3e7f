"""The accounts that let a visitor try every role of the demo."""

from dataclasses import dataclass
from typing import Final

from app.demo.record_types import Person, Records

PASSWORD: Final = "lane-demo"  # noqa: S105 - meant to be known; the demo binds to loopback only
LANGUAGE: Final = "zh_Hans"
"""Visitors meet the product's default language, whatever the person behind it speaks."""

DEPARTMENTS: Final = (
    "paving", "lighting", "drains", "fire_safety", "city_management", "sanitation",
)  # fmt: skip
"""Whose staff the demo's people of the role `department` are, in order."""


@dataclass(frozen=True)
class Account:
    """A demo account and the code of the person behind it."""

    username: str
    person: str


def accounts(made: Records) -> tuple[Account, ...]:
    """Return the demo accounts: a steward of the first team, the leader of the second, staff."""
    first: dict[str, Person] = {}
    for person in made.people:
        if person.team is None:
            first.setdefault(person.role, person)
    return (
        Account("steward", made.teams[0].members[1].code),
        Account("representative", made.teams[1].leader.code),
        *(Account(role, first[role].code) for role in ("supervisor", "committee", "department")),
        Account("inspector", first["inspector"].code),
        Account("admin", first["administrator"].code),
    )


def departments(made: Records) -> dict[str, str]:
    """Return the department of each person of that role, by the person's code."""
    staff = [person.code for person in made.people if person.role == "department"]
    return dict(zip(staff, DEPARTMENTS, strict=True))
