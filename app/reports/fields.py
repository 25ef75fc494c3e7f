"""Fields of the reports' JSON that need more than a type."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from marshmallow import ValidationError, fields, validate

from app.api import Decimal, Schema, Text, Whole
from app.reports.models import MOST_PHOTOS
from app.reports.submission import PhotoPromise

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
LARGEST_ID = 2**63 - 1
LONGEST_CODE = 40
SHA256_DIGITS = 64

# What the API's description says of fields that marshmallow has no words for.
_POINT = {
    "type": "object",
    "properties": {
        "type": {"type": "string", "enum": ["Point"]},
        "coordinates": {
            "type": "array",
            "items": {"type": "number"},
            "minItems": 2,
            "maxItems": 2,
        },
    },
    "required": ["type", "coordinates"],
    "additionalProperties": False,
}
_PHOTOS = {
    "type": "array",
    "maxItems": MOST_PHOTOS,
    "items": {
        "type": "object",
        "properties": {
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "when": {"type": "string", "enum": ["before", "after"]},
        },
        "required": ["sha256", "when"],
        "additionalProperties": False,
    },
}


def one_of(*among: str) -> validate.OneOf:
    """Return a validator that takes these words."""
    said = lazy_gettext("This must be one of: {choices}.")
    return validate.OneOf(among, error=cast("str", said))


def between(lowest: float, highest: float) -> validate.Range:
    """Return a validator that takes numbers from lowest to highest."""
    said = lazy_gettext("This must be from {min} to {max}.")
    return validate.Range(lowest, highest, error=cast("str", said))


def at_most(characters: int) -> validate.Length:
    """Return a validator that takes text up to a length."""
    said = lazy_gettext("At most {max} characters.")
    return validate.Length(max=characters, error=cast("str", said))


class Instant(Text):
    """An RFC 3339 time with its offset, between 1900 and 2200."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - marshmallow's
        super().__init__(metadata={"format": "date-time"}, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        said = super()._deserialize(value, attr, data, **kwargs)
        try:
            instant = datetime.fromisoformat(said)
            if instant.tzinfo is None:
                raise ValidationError(
                    _("This time needs its offset, as in 2026-04-01T09:30:00+08:00.")
                )
            instant = instant.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            if isinstance(error, ValidationError):
                raise
            raise ValidationError(_("This is no time, as in 2026-04-01T09:30:00+08:00.")) from error
        if not EARLIEST <= instant <= LATEST:
            raise ValidationError(_("This time lies outside the years that are taken."))
        return instant


class Identifier(Text):
    """A UUID as text."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - marshmallow's
        super().__init__(metadata={"format": "uuid"}, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        said = super()._deserialize(value, attr, data, **kwargs)
        try:
            return UUID(said)
        except ValueError as error:
            raise ValidationError(_("This is no UUID.")) from error


class LaneReference(fields.Field[Any]):
    """A lane: its id, a whole number, or its code, text."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - marshmallow's
        super().__init__(metadata={"type": ["integer", "string"]}, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        if isinstance(value, str):
            code = Text().deserialize(value, attr, data, **kwargs)
            if not 1 <= len(code) <= LONGEST_CODE:
                raise ValidationError(_("There is no such lane."))
            return code
        number = Whole().deserialize(value, attr, data, **kwargs)
        if not 1 <= number <= LARGEST_ID:
            raise ValidationError(_("There is no such lane."))
        return number


class Sha256(Text):
    """A SHA-256 in lower-case hexadecimal."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - marshmallow's
        super().__init__(metadata={"pattern": "^[0-9a-f]{64}$"}, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        said = super()._deserialize(value, attr, data, **kwargs)
        if len(said) != SHA256_DIGITS or not set(said) <= set("0123456789abcdef"):
            raise ValidationError(_("This is no SHA-256 in lower-case hexadecimal."))
        return said


class PointSchema(Schema):
    """A GeoJSON point."""

    type = Text(required=True)
    coordinates = fields.List(Decimal(), required=True)


class Position(fields.Field[Any]):
    """A GeoJSON point, read as (longitude, latitude); whether that is on earth is asked later."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - marshmallow's
        super().__init__(metadata=_POINT, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - marshmallow's
        point = _loaded(PointSchema(), value)
        if point["type"] != "Point":
            raise ValidationError({"type": [_("This must be a Point.")]})
        if len(point["coordinates"]) != 2:  # noqa: PLR2004 - longitude and latitude
            raise ValidationError({"coordinates": [_("Give longitude and latitude.")]})
        return tuple(point["coordinates"])


class PhotoSchema(Schema):
    """A photo that will be uploaded."""

    sha256 = Sha256(required=True)
    when = Text(required=True, validate=one_of("before", "after"))


class Photos(fields.Field[Any]):
    """The photos that will be uploaded, each once."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - marshmallow's
        super().__init__(metadata=_PHOTOS, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - marshmallow's
        if not isinstance(value, list):
            raise ValidationError(_("This must be a list."))
        said = [_photo(index, item) for index, item in enumerate(value[: MOST_PHOTOS + 1])]
        if len({photo["sha256"] for photo in said}) < len(said):
            raise ValidationError(_("The same photo is given twice."))
        if len(said) > MOST_PHOTOS:
            raise ValidationError(_("At most %(most)s photos.", most=MOST_PHOTOS))
        return tuple(PhotoPromise(**photo) for photo in said)


def _photo(index: int, item: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    try:
        return _loaded(PhotoSchema(), item)
    except ValidationError as error:
        raise ValidationError({index: error.messages}) from error


def _loaded(schema: Schema, value: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    if not isinstance(value, dict):
        raise ValidationError(_("This must be an object."))
    loaded: dict[str, Any] = schema.load(value)
    return loaded
