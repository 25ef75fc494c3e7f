"""Which places there were on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from app.places.models import Place


def valid_on(table: type[Place], day: date) -> ColumnElement[bool]:
    """Return the condition that a place is valid on a day; the day it ends is no longer its own."""
    return and_(table.valid_from <= day, or_(table.valid_to.is_(None), table.valid_to > day))
