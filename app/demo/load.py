"""Loading the demo into the database, in the caller's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.config import Config
from app.demo.load_cases import load_cases
from app.demo.load_people import load_people
from app.demo.load_photos import load_photos
from app.demo.load_places import CODE, load_areas, load_places
from app.demo.load_reports import load_reports
from app.demo.load_starts import load_starts
from app.demo.load_walks import load_walks
from app.demo.record_types import Records
from app.demo.records import records
from app.demo.town import build_town
from app.errors import Conflict
from app.people.area_models import AdminArea
from app.people.areas import area_by_code

_LOCK: Final = 0x6C616E65
"""Any number that no other advisory lock takes: two starts load one after the other."""


def lock(session: Session) -> None:
    """Wait until no other demo is being loaded, until this transaction ends."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def is_empty(session: Session) -> bool:
    """Tell whether the database has no community yet."""
    number = session.scalar(
        select(func.count()).select_from(AdminArea).where(AdminArea.kind == "community")
    )
    return number == 0


def load(session: Session, now: datetime, settings: Config) -> Records:
    """Write the whole demo and return what was written.

    Args:
        session: An open transaction.
        now: Aware moment of loading; nothing that is written lies after it.
        settings: Its audit key chains the history, its folder takes the photos.

    Raises:
        Conflict: The demo is there already.
    """
    if area_by_code(session, CODE) is not None:
        raise Conflict(_("The demo is loaded already."))
    town = build_town()
    made = records(town, now)
    community = load_areas(session)
    places = load_places(session, community.id, town)
    load_starts(session, community.id)
    ids = load_people(session, community.id, places, made)
    load_walks(session, ids, made)
    load_reports(session, ids, made, now=now, audit_key=settings.audit_key)
    load_cases(session, ids, made, audit_key=settings.audit_key)
    load_photos(session, ids, made, now=now, folder=settings.photo_dir)
    return made
