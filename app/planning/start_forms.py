"""The form of a place to start."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from shapely import Point

from app.form_fields import FormReader
from app.people.names import read_names
from app.places.imports.reasons import refusal_message
from app.places.imports.rows import RowRefused
from app.places.positions import read_point
from app.planning.starts import StartDraft

FIELDS = ("name_zh", "name_bo", "name_en", "geometry", "lane")
LONGEST_CODE = 200


def sent_values(form: Mapping[str, str]) -> dict[str, str]:
    """Return what a form sent, for showing it again."""
    reader = FormReader(form)
    return {name: reader.raw(name) for name in FIELDS}


def read_start(form: Mapping[str, str]) -> StartDraft:
    """Read a place to start: a name, and a spot (`geometry`) or a lane's code.

    Raises:
        FormErrors: Fields that cannot be accepted.
    """
    reader = FormReader(form)
    names, code = read_names(reader), reader.text("lane", LONGEST_CODE)
    spot = _spot(reader)
    if spot is None and not code:
        reader.wrong("geometry", _("Tap the place on the map, or choose a lane."))
    reader.check()
    return StartDraft(names, spot, code)


def _spot(reader: FormReader) -> Point | None:
    if not reader.raw("geometry"):
        return None
    try:
        return read_point(reader.raw("geometry"))
    except RowRefused as error:
        reader.wrong("geometry", refusal_message(error.reason, error.details))
        return None
