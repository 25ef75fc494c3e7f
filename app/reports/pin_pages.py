"""Making the pages of reports: from records to what the templates show."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from flask import url_for
from sqlalchemy.orm import Session

from app import clock
from app.i18n import name_of
from app.pages import moment
from app.people.areas import local_day
from app.places.definitions import Category, CommunityCategory
from app.places.extent import bounds_of
from app.places.models import Courtyard, Lane
from app.places.queries import BUILDING
from app.policy import Viewer
from app.reports import pages_queries as queries
from app.reports import words
from app.reports.pages import (
    Choice,
    PinCategory,
    PinPage,
    PinValues,
    ReportRow,
)
from app.reports.pages_queries import Record


def pin_page(
    session: Session, viewer: Viewer, uuid: UUID, values: PinValues, errors: dict[str, str]
) -> PinPage:
    """Return the form for a pin."""
    now = clock.now()
    bounds = bounds_of(session, viewer.community_id)
    return PinPage(
        uuid=str(uuid),
        categories=tuple(
            _tile(category, own) for category, own in queries.categories_for(session, viewer, now)
        ),
        outcomes=outcome_choices(),
        handlings=handling_choices(),
        lanes=lane_choices(session, viewer, now),
        values=values,
        errors=errors,
        lanes_url=url_for("places_api.lanes"),
        courtyards_url=url_for("places_api.courtyards"),
        facilities_url=url_for("places_api.facilities", without=BUILDING),  # half the page's bytes
        bounds=",".join(f"{degrees:.6f}" for degrees in bounds) if bounds else "",
    )


def empty_pin_page(session: Session, viewer: Viewer, lane: str = "") -> PinPage:
    """Return the form with nothing in it but a lane, if one is known, under a new id."""
    return pin_page(session, viewer, uuid4(), PinValues(lane=lane), {})


def usual_handling(category: Category) -> str:
    """Return how a category is mostly handled; empty where it is not."""
    return category.handlings[0] if category.handlings else ""


def _tile(category: Category, own: CommunityCategory) -> PinCategory:
    return PinCategory(
        code=category.code,
        label=words.category_name(category, own),
        unit=words.unit_of(category),
        kind=category.kind,
        default_handling=usual_handling(category),
    )


def outcome_choices() -> tuple[Choice, ...]:
    """Return what may become of a report."""
    return tuple(Choice(code, words.outcome_action(code)) for code in words.OUTCOMES)


def handling_choices() -> tuple[Choice, ...]:
    """Return how a report may have been handled."""
    return tuple(Choice(code, words.handling_label(code)) for code in words.HANDLINGS)


def lane_choices(session: Session, viewer: Viewer, now: datetime) -> tuple[Choice, ...]:
    """Return the lanes of today, by name and code."""
    day = local_day(session, viewer.community_id, now)
    found = queries.lanes_on(session, viewer.community_id, day)
    choices = (Choice(lane.code, f"{name_of(lane)} {lane.code}".strip()) for lane in found)
    return tuple(sorted(choices, key=lambda choice: choice.label))


def row_of(record: Record) -> ReportRow:
    """Return a report as lists show it."""
    report = record.report
    return ReportRow(
        url=url_for("reports.show", report_id=report.id),
        category=words.category_name(record.category, record.own),
        count_text=words.count_text(report.count, record.category),
        place=place_of(record),
        observed=moment(report.effective_at),
        state=words.outcome_state(report.outcome),
    )


def place_of(record: Record) -> str:
    """Return where a report belongs, in words: the lane, and the courtyard where there is one."""
    parts = [place_name(place) for place in (record.lane, record.courtyard) if place is not None]
    return words.joined(parts) or words.assigned_by_label("none")


def place_name(place: Lane | Courtyard) -> str:
    """Return a place's name, or its code where nobody gave it one."""
    return name_of(place) or place.code
