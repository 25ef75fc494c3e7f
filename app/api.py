"""The JSON API's common ground: strict bodies, refused unknown fields, problem documents."""

from __future__ import annotations

from typing import Any

import apiflask
import marshmallow
from apiflask import APIBlueprint, APIFlask
from apiflask.schema_adapters.marshmallow import parser
from flask import Request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from marshmallow import RAISE, ValidationError, fields

from app import strict_json
from app.errors import UnsupportedMedia
from app.web import csrf, json_body

SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
}


# In the reader's language; marshmallow types them as plain strings.
_OF_SCHEMAS: Any = {
    "unknown": lazy_gettext("This field is not known."),
    "type": lazy_gettext("This must be a JSON object."),
}
_OF_FIELDS: Any = {
    "required": lazy_gettext("This field is required."),
    "null": lazy_gettext("This field may not be null."),
}
fields.Field.default_error_messages |= _OF_FIELDS


def init_app(app: APIFlask) -> None:
    """Describe the API and have every JSON body parsed by `strict_json`."""
    parser.location_loader("json")(_strict_body)
    app.config["VALIDATION_ERROR_STATUS_CODE"] = 422
    app.security_schemes = SCHEMES


def blueprint(name: str, import_name: str, tag: str) -> APIBlueprint:
    """Return a blueprint under /api/v1, guarded by same origin or a bearer token."""
    made = APIBlueprint(name, import_name, url_prefix="/api/v1", tag=tag)
    csrf.exempt(made)
    return made


def _strict_body(request: Request, _schema: marshmallow.Schema) -> Any:  # noqa: ANN401 - JSON
    if not request.is_json:
        raise UnsupportedMedia(_("Send JSON, with Content-Type: application/json."))
    return json_body()


class Schema(apiflask.Schema):
    """A schema that refuses fields it does not know."""

    class Meta:
        """Options that marshmallow reads."""

        unknown = RAISE

    error_messages = _OF_SCHEMAS


class Text(fields.String):
    """A string as it was sent: no other type turned into one, nothing PostgreSQL cannot hold."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:  # noqa: ANN401 - marshmallow's
        if not isinstance(value, str):
            raise ValidationError(_("This must be text."))
        if not strict_json.is_storable(value):
            raise ValidationError(_("A text holds a character that cannot be stored."))
        return str(super()._deserialize(value, attr, data, **kwargs))


class Whole(fields.Integer):
    """A whole number as JSON writes one: no string, no boolean, no 2.5."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:  # noqa: ANN401, ARG002 - marshmallow's
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValidationError(_("This must be a whole number."))
        return value


class Decimal(fields.Float):
    """A finite number as JSON writes one: no string, no boolean."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> float:  # noqa: ANN401 - marshmallow's
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValidationError(_("This must be a number."))
        return float(super()._deserialize(value, attr, data, **kwargs))
