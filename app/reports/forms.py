"""What the report pages send: text made into what the API takes, checked by the API's rules."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import FileStorage, MultiDict

from app.errors import DomainError
from app.form_fields import FormErrors
from app.reports.editing import Edit
from app.reports.pages import EditValues, PinValues
from app.reports.photos_actions import SentPhoto
from app.reports.schemas import ReportFields, ReportIn, submission_of
from app.reports.submission import Submission

WHOLE = re.compile(r"[+-]?\d{1,20}")
NOT_TEXT = "\N{REPLACEMENT CHARACTER}"  # what Werkzeug makes of bytes that are no UTF-8
PHOTO_FIELDS = {"photo_before": "before", "photo_after": "after"}
# Where a field of the API is shown on the page; what is not here is shown above the form.
SHOWN_AT = {
    **{name: name for name in ("category", "count", "outcome", "handling", "note")},
    **{name: name for name in ("lane", "house_number", "photo_before", "photo_after")},
    "position": "position",
    "accuracy_m": "position",
    "datum": "position",
    "photos": "photo_after",
}


def errors_of(error: DomainError) -> dict[str, str]:
    """Return an error as the page shows it: at its field, or above the form."""
    if isinstance(error, FormErrors):
        return error.errors
    field = (error.pointer or "").removeprefix("/changes").strip("/").split("/")[0]
    return {SHOWN_AT.get(field, ""): error.message}


def valid_uuid(text: str) -> UUID | None:
    """Return a UUID from a form's field, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class FormPhoto:
    """A photo, and the field that it came in."""

    field: str
    photo: SentPhoto


@dataclass(frozen=True)
class PinForm:
    """The pin page's form, as it was sent."""

    uuid: UUID | None
    values: PinValues
    sent_at: str
    photos: tuple[FormPhoto, ...]

    @classmethod
    def parse(cls, form: MultiDict[str, str], files: MultiDict[str, FileStorage]) -> PinForm:
        """Read the form; nothing is refused yet."""
        names = [field.name for field in fields(PinValues)]
        return cls(
            uuid=valid_uuid(form.get("uuid", "")),
            values=PinValues(**{name: _text(form, name) for name in names}),
            sent_at=_text(form, "sent_at"),
            photos=tuple(_photos(files)),
        )

    def submission(self, observed_at: datetime, usual_handling: str) -> Submission:
        """Return what is to be submitted.

        Args:
            observed_at: For a page without scripts, which cannot say when.
            usual_handling: For a form that leaves it open.

        Raises:
            FormErrors: Fields that cannot be accepted.
        """
        if self.uuid is None:
            raise FormErrors({"": _("The form was incomplete. Please save again.")})
        body = self._body(observed_at, usual_handling)
        try:
            return submission_of(self.uuid, _loaded(ReportIn(), body))
        except FormErrors as found:
            if body["position"] is None and "lane" not in body:
                found.errors.setdefault("position", _nowhere())
            raise

    def _body(self, observed_at: datetime, usual_handling: str) -> dict[str, Any]:
        said = self.values
        body: dict[str, Any] = {
            "category": said.category or None,
            "count": _whole(said.count),
            "outcome": said.outcome or None,
            "position": _position(said.lon, said.lat),
            "datum": said.datum or "WGS84",
            "observed_at": said.observed_at or observed_at.isoformat(),
            "note": said.note,
            "house_number": said.house_number,
            "photos": [_promise(sent) for sent in self.photos],
        }
        chosen = {
            "handling": said.handling or usual_handling,
            "lane": said.lane,
            "accuracy_m": _number(said.accuracy_m),
            "sent_at": self.sent_at,
        }
        return body | {name: value for name, value in chosen.items() if value not in {"", None}}


def _promise(sent: FormPhoto) -> dict[str, str | None]:
    return {"sha256": sent.photo.digest.hex(), "when": sent.photo.taken}


@dataclass(frozen=True)
class EditForm:
    """The form for changing a report: what it says now, and what it said when it was opened."""

    edit_id: UUID | None
    base_version: str
    values: EditValues
    was: EditValues

    @classmethod
    def parse(cls, form: MultiDict[str, str]) -> EditForm:
        """Read the form; nothing is refused yet."""
        names = [field.name for field in fields(EditValues)]
        return cls(
            edit_id=valid_uuid(form.get("edit_id", "")),
            base_version=form.get("base_version", ""),
            values=EditValues(**{name: _text(form, name) for name in names}),
            was=EditValues(**{name: _text(form, f"was_{name}") for name in names}),
        )

    def edit(self) -> Edit | None:
        """Return the fields that were changed on the page; None where none was.

        Raises:
            FormErrors: Fields that cannot be accepted.
        """
        base = _whole(self.base_version)
        if self.edit_id is None or not isinstance(base, int) or base < 1:
            raise FormErrors({"": _("The form was incomplete. Please open it again.")})
        changed = {
            field.name: getattr(self.values, field.name)
            for field in fields(EditValues)
            if getattr(self.values, field.name) != getattr(self.was, field.name)
        }
        if not changed:
            return None
        return Edit(self.edit_id, base, _loaded(ReportFields(), _typed(changed)))


def _typed(changed: dict[str, str]) -> dict[str, Any]:
    """Return changed fields as JSON values: a select's empty choice is null."""
    typed: dict[str, Any] = dict(changed)
    if "count" in typed:
        typed["count"] = _whole(changed["count"])
    for name in ("lane", "handling"):
        if typed.get(name) == "":
            typed[name] = None
    return typed


def _text(form: Mapping[str, str], name: str) -> str:
    """Return a field's text with the line ends of the web made plain."""
    return form.get(name, "").replace("\r\n", "\n").strip()


def _photos(files: MultiDict[str, FileStorage]) -> list[FormPhoto]:
    sent = ((field, taken, files.get(field)) for field, taken in PHOTO_FIELDS.items())
    read = ((field, taken, file.read()) for field, taken, file in sent if file)
    return [FormPhoto(field, SentPhoto.of(body, taken)) for field, taken, body in read]


def _whole(text: str) -> int | str | None:
    """Return a whole number; other text as it is, for the schema to refuse; None for nothing."""
    return int(text) if WHOLE.fullmatch(text) else text or None


def _number(text: str) -> float | str | None:
    """Return a finite number; other text as it is, for the schema to refuse; None for nothing."""
    try:
        number = float(text)
    except ValueError:
        return text or None
    return number if math.isfinite(number) else text


def _position(lon: str, lat: str) -> dict[str, Any] | None:
    if not lon and not lat:
        return None
    return {"type": "Point", "coordinates": [_number(lon), _number(lat)]}


def _loaded(schema: Schema, body: dict[str, Any]) -> dict[str, Any]:
    broken = {
        SHOWN_AT.get(name, ""): _("A character of this text cannot be read. Type it again.")
        for name, value in body.items()
        if isinstance(value, str) and NOT_TEXT in value
    }
    if broken:
        raise FormErrors(broken)
    try:
        loaded: dict[str, Any] = schema.load(body)
    except ValidationError as error:
        found = error.normalized_messages()  # type: ignore[no-untyped-call]
        raise FormErrors(_shown(found, body)) from error
    return loaded


def _shown(messages: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, str]:
    """Return a schema's messages by the page's names, each saying which field it means."""
    shown: dict[str, str] = {}
    for name, detail in messages.items():
        shown.setdefault(SHOWN_AT.get(name, ""), _sentence(name, detail, body.get(name)))
    return shown


def _sentence(name: str, detail: Any, said: Any) -> str:  # noqa: ANN401 - marshmallow's nested messages
    """Return what to do about a field: in words of our own where the schema's are for programs."""
    own = {
        "category": _("Choose what it is."),
        "count": _("How many: a whole number from 1 to 10000."),
        "outcome": _("Say what became of it."),
        "position": _nowhere() if said is None else _no_position(),
        "accuracy_m": _no_position(),
        "datum": _no_position(),
    }
    labels = {"note": _("Note"), "house_number": _("House number"), "lane": _("Lane")}
    words = own.get(name) or _first(detail)
    label = labels.get(name)
    return _("%(label)s: %(words)s", label=label, words=words) if label else words


def _nowhere() -> str:
    return _("Tap the map, or choose the lane.")


def _no_position() -> str:
    return _("This is no position. Tap the map again, or choose the lane.")


def _first(detail: Any) -> str:  # noqa: ANN401 - marshmallow's nested messages
    """Return the first sentence of nested messages."""
    if isinstance(detail, Mapping):
        return _first(next(iter(detail.values())))
    return str(detail[0] if isinstance(detail, list) else detail)
