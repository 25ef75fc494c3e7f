"""Changing what a community counts and who answers for it; each change is told in the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.conflicts import one_of_a_kind
from app.errors import InvalidInput
from app.people.register import By, record, thing
from app.places.definition_queries import department_names
from app.places.definitions import Category, CommunityCategory, CommunityDepartment


@dataclass(frozen=True)
class Terms:
    """What a community makes of a category; an empty name means the shared one."""

    name_zh: str
    name_bo: str
    name_en: str
    weight: int
    department_code: str | None
    limit_working_hours: int | None
    retired: bool


def change_category(session: Session, category: CommunityCategory, terms: Terms, by: By) -> None:
    """Write what a community makes of a locked category; pins that were made keep it.

    Raises:
        InvalidInput: The community works with no such department.
    """
    known = dict(department_names(session, category.community_id))
    kept = terms.department_code == category.department_code
    if terms.department_code and not kept and terms.department_code not in known:
        raise InvalidInput(_("Choose a department."), pointer="/department_code")
    _write(session, category, vars(terms), thing("category", category.code), by)


def take_up(session: Session, community_id: int, shared: Category, by: By) -> None:
    """Let a community use a shared category that it did not use.

    Raises:
        Conflict: It uses it already.
    """
    with one_of_a_kind(session, _("This category is in use already.")):
        session.add(CommunityCategory(community_id=community_id, code=shared.code))
    record(session, community_id, thing("category", shared.code), "created", {}, by)


def change_department(
    session: Session, department: CommunityDepartment, phone: str, *, retired: bool, by: By
) -> None:
    """Write what a community knows of a locked department."""
    after = {"phone": phone, "retired": retired}
    _write(session, department, after, thing("department", department.code), by)


def _write(
    session: Session,
    row: CommunityCategory | CommunityDepartment,
    after: Mapping[str, object],
    name: str,
    by: By,
) -> None:
    before = {key: getattr(row, key) for key in after}
    changed = {key for key, value in after.items() if value != before[key]}
    if not changed:
        return
    for key in changed:
        setattr(row, key, after[key])
    session.flush()
    body = {
        "before": {key: before[key] for key in sorted(changed)},
        "after": {key: after[key] for key in sorted(changed)},
    }
    record(session, row.community_id, name, "changed", body, by)
