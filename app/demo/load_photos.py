"""Adding a few drawn photos to the demo's latest pins, through the product's own door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from app.demo.load_people import Ids
from app.demo.pictures import PICTURED, scene
from app.demo.record_types import FoundBy, Outcome, Records, Report
from app.reports import models
from app.reports.photos_actions import AFTER, BEFORE, SentPhoto, attach

A_CATEGORY: Final = 3
"""So many of the latest pins of each pictured category have photos."""

UPLOAD_TAKES: Final = timedelta(seconds=40)


def load_photos(session: Session, ids: Ids, made: Records, *, now: datetime, folder: Path) -> None:
    """Draw and store photos: one before, and one after where the steward put it right."""
    for one in _pictured(made):
        report = session.get_one(models.Report, (ids.community, one.uid))
        at = min(report.received_at + UPLOAD_TAKES, now)
        for taken in (BEFORE, AFTER) if one.outcome is Outcome.FIXED else (BEFORE,):
            seed = one.uid.int % 1_000_000
            photo = SentPhoto.of(scene(one.category, after=taken == AFTER, seed=seed), taken)
            attach(session, report, photo, person_id=report.submitted_by, folder=folder, now=at)


def _pictured(made: Records) -> Iterator[Report]:
    """Yield the pins that get photos, newest first; residents sent none."""
    given: Counter[str] = Counter()
    for one in reversed(made.reports):
        wanted = one.category in PICTURED and one.found_by is not FoundBy.RESIDENT
        if wanted and given[one.category] < A_CATEGORY:
            given[one.category] += 1
            yield one
