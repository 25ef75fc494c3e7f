"""A box on the ground as an address carries it: west,south,east,north in WGS 84 degrees."""

from __future__ import annotations

import math
from typing import Any

from flask_babel import gettext as _
from marshmallow import ValidationError, fields

from app.places.queries import Bbox

SIDES = 4
LAST_LON, LAST_LAT = 180.0, 90.0  # degrees
LONGEST = 200


class BoxField(fields.Field[Bbox]):
    """Four finite numbers in order, on earth; boxes over the date line are not taken."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Bbox:  # noqa: ANN401, ARG002 - marshmallow's
        numbers = _numbers(str(value))
        if len(numbers) != SIDES:
            raise ValidationError(_("A box is four numbers: west,south,east,north."))
        west, south, east, north = numbers
        if not (west <= east and south <= north):
            raise ValidationError(_("In a box, west comes before east and south before north."))
        if max(-west, east) > LAST_LON or max(-south, north) > LAST_LAT:
            raise ValidationError(_("The box lies outside the earth: longitude comes first."))
        return (west, south, east, north)


def _numbers(text: str) -> list[float]:
    try:
        numbers = [float(part) for part in text[:LONGEST].split(",")]
    except ValueError:
        return []
    return numbers if all(map(math.isfinite, numbers)) else []
