"""Founding a community: its area, its calendar, and the shared definitions it starts from."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.config import LANGUAGES
from app.errors import Conflict, InvalidInput
from app.people.area_models import AdminArea
from app.people.areas import area_by_code
from app.places.definitions import Category, CommunityCategory, CommunityDepartment, Department

SEED = Path(__file__).with_name("definitions.toml")  # what a new community works with
FURTHER = Path(__file__).with_name("national_matters.toml")  # what it may take up later

TEXTS = ("code", "kind", "name_zh", "name_bo", "name_en", "unit_zh", "unit_bo", "unit_en")


@cache
def _seed(file: Path = SEED) -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def ensure_definitions(session: Session) -> None:
    """Add the shared definitions that are missing; change none that is there."""
    departments = [dict(row) for row in _seed()["department"]]
    session.execute(insert(Department).on_conflict_do_nothing(), departments)
    shared = _seed()["category"] + _seed(FURTHER)["category"]
    categories = [_category(row, index) for index, row in enumerate(shared)]
    session.execute(insert(Category).on_conflict_do_nothing(), categories)


def _category(row: dict[str, Any], index: int) -> dict[str, Any]:
    kind, code = row.get("national", (None, None))
    shared = {name: row.get(name, "") for name in TEXTS} | {"handlings": row.get("handlings", [])}
    return {**shared, "national_kind": kind, "national_code": code, "position": index}


def found_community(  # noqa: PLR0913 - what makes a community
    session: Session,
    *,
    code: str,
    name_zh: str,
    time_zone: str,
    utm_srid: int,
    name_bo: str = "",
    name_en: str = "",
    parent: AdminArea | None = None,
    is_demo: bool = False,
) -> AdminArea:
    """Make a community with every shared category and department in use.

    `utm_srid` is the EPSG code of the UTM zone whose metres the community's cells are counted in.

    Raises:
        Conflict: The code is taken.
        InvalidInput: No such time zone.
    """
    if area_by_code(session, code) is not None:
        raise Conflict(_("The code %(code)s is taken.", code=code))
    _require_time_zone(time_zone)
    area = AdminArea(
        code=code,
        kind="community",
        parent_id=parent.id if parent else None,
        name_zh=name_zh,
        name_bo=name_bo,
        name_en=name_en,
        time_zone=time_zone,
        languages=list(LANGUAGES),
        utm_srid=utm_srid,
        is_demo=is_demo,
    )
    session.add(area)
    session.flush()
    _adopt_definitions(session, area.id)
    return area


def _require_time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise InvalidInput(_("%(name)s is no time zone.", name=name)) from error


def _adopt_definitions(session: Session, community_id: int) -> None:
    ensure_definitions(session)
    departments = [
        {"community_id": community_id, "code": row["code"]} for row in _seed()["department"]
    ]
    session.execute(insert(CommunityDepartment), departments)
    categories = [
        {
            "community_id": community_id,
            "code": row["code"],
            "department_code": row.get("department"),
            "limit_working_hours": row.get("limit_working_hours"),
        }
        for row in _seed()["category"]
    ]
    session.execute(insert(CommunityCategory), categories)
