"""What the pages of places to start show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import url_for
from flask_babel import gettext as _
from geoalchemy2.shape import to_shape
from sqlalchemy.orm import Session

from app.i18n import name_of
from app.places.place_pages import BaseMap, base_map
from app.places.positions import typed
from app.planning.models import PlanStart
from app.planning.pages import Choice
from app.planning.start_queries import live_lanes
from app.policy import Viewer


@dataclass(frozen=True)
class StartRow:
    """A place to start in the list; `note` where it is the usual one."""

    name: str
    note: str
    url: str


@dataclass(frozen=True)
class StartsPage:
    """The places where walks may start."""

    rows: tuple[StartRow, ...]
    new_url: str
    back_url: str


@dataclass(frozen=True)
class StartPage:
    """The form of one; `close_url` is "" for a new one. `shape`, `theirs`: the drawing's."""

    title: str
    action: str
    back_url: str
    close_url: str
    values: Mapping[str, str]
    errors: Mapping[str, str]
    lanes: tuple[Choice, ...]
    base: BaseMap
    shape: str = "point"
    theirs: Mapping[str, str] = field(default_factory=dict)


def starts_page(found: Sequence[PlanStart]) -> StartsPage:
    """Return the list; the first is where everybody starts whom nobody sends elsewhere."""
    return StartsPage(
        rows=tuple(
            StartRow(
                name=name_of(one),
                note=_("Where everybody starts, unless you say otherwise") if not i else "",
                url=url_for("plan_starts.edit", start_id=one.id),
            )
            for i, one in enumerate(found)
        ),
        new_url=url_for("plan_starts.new"),
        back_url=url_for("plans.index"),
    )


def start_page(
    session: Session,
    viewer: Viewer,
    start: PlanStart | None,
    values: Mapping[str, str],
    errors: Mapping[str, str],
) -> StartPage:
    """Return the form of a place to start, or of a new one (None)."""
    here = url_for("plan_starts.edit", start_id=start.id) if start else url_for("plan_starts.new")
    return StartPage(
        title=name_of(start) if start else _("A place to start"),
        action=here,
        back_url=url_for("plan_starts.index"),
        close_url=url_for("plan_starts.close", start_id=start.id) if start else "",
        values=values,
        errors=errors,
        lanes=_lanes(session, viewer, values.get("lane", "")),
        base=base_map(session, viewer),
    )


def values_of(start: PlanStart) -> dict[str, str]:
    """Return a place to start as its form shows it."""
    names = {name: getattr(start, name) for name in ("name_zh", "name_bo", "name_en")}
    return {**names, "geometry": typed(to_shape(start.geom)), "lane": ""}


def _lanes(session: Session, viewer: Viewer, chosen: str) -> tuple[Choice, ...]:
    found = live_lanes(session, viewer.community_id)
    return tuple(
        Choice(one.code, f"{one.code} {name_of(one)}".strip(), one.code == chosen) for one in found
    )
