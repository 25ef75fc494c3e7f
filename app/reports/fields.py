"""Fields of the reports' JSON that need more than a type."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from marshmallow import ValidationError, fields

from app.api import Decimal, Schema, Text, Whole
from app.reports.submission import PhotoPromise

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
LARGEST_ID = 2**63 - 1
LONGEST_CODE = 40
SHA256_DIGITS = 64


class Instant(Text):
    """An RFC 3339 time with its offset, between 1900 and 2200."""

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

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        said = super()._deserialize(value, attr, data, **kwargs)
        try:
            return UUID(said)
        except ValueError as error:
            raise ValidationError(_("This is no UUID.")) from error


class LaneReference(fields.Field[Any]):
    """A lane: its id, a whole number, or its code, text."""

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

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        said = super()._deserialize(value, attr, data, **kwargs)
        if len(said) != SHA256_DIGITS or not set(said) <= set("0123456789abcdef"):
            raise ValidationError(_("This is no SHA-256 in lower-case hexadecimal."))
        return said


class PointSchema(Schema):
    """A GeoJSON point."""

    type = Text(required=True)
    coordinates = fields.List(Decimal(), required=True)


class Position(fields.Nested):
    """A GeoJSON point, read as (longitude, latitude); whether that is on earth is asked later."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - marshmallow's
        super().__init__(PointSchema, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        point = super()._deserialize(value, attr, data, **kwargs)
        if point["type"] != "Point":
            raise ValidationError({"type": [_("This must be a Point.")]})
        if len(point["coordinates"]) != 2:  # noqa: PLR2004 - longitude and latitude
            raise ValidationError({"coordinates": [_("Give longitude and latitude.")]})
        return tuple(point["coordinates"])


class PhotoSchema(Schema):
    """A photo that will be uploaded."""

    sha256 = Sha256(required=True)
    when = Text(required=True, validate=lambda said: _known(said, ("before", "after")))


class Photos(fields.List):
    """The photos that will be uploaded, each once."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - marshmallow's
        super().__init__(fields.Nested(PhotoSchema), **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's
        said = super()._deserialize(value, attr, data, **kwargs)
        if len({photo["sha256"] for photo in said}) < len(said):
            raise ValidationError(_("The same photo is given twice."))
        return tuple(PhotoPromise(**photo) for photo in said)


def _known(said: str, among: tuple[str, ...]) -> None:
    if said not in among:
        raise ValidationError(_("This must be one of: %(words)s.", words=", ".join(among)))


def one_of(*among: str) -> Any:  # noqa: ANN401 - marshmallow's validator
    """Return a validator that takes these words."""
    return lambda said: _known(said, among)


def between(lowest: float, highest: float) -> Any:  # noqa: ANN401 - marshmallow's validator
    """Return a validator that takes numbers from lowest to highest."""

    def check(number: float) -> None:
        if not lowest <= number <= highest:
            raise ValidationError(
                _("This must be from %(lowest)s to %(highest)s.", lowest=lowest, highest=highest)
            )

    return check


def at_most(characters: int) -> Any:  # noqa: ANN401 - marshmallow's validator
    """Return a validator that takes text up to a length."""

    def check(text: str) -> None:
        if len(text) > characters:
            raise ValidationError(_("At most %(most)s characters.", most=characters))

    return check
