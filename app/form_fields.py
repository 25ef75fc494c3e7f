"""Reading a page's form: text that can be stored, numbers, choices, and what is wrong by field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from flask_babel import gettext as _

from app.errors import DomainError, InvalidInput
from app.strict_json import is_storable

_WHOLE = re.compile(r"[+-]?\d{1,18}")
_DECIMAL = re.compile(r"\d{1,9}(\.\d{1,9})?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NOT_TEXT = "\N{REPLACEMENT CHARACTER}"  # what Werkzeug makes of bytes that are no UTF-8


class FormErrors(InvalidInput):
    """Several fields at once; `errors` by the page's names."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(next(iter(errors.values())))
        self.errors = errors


def errors_by_field(error: DomainError) -> dict[str, str]:
    """Return what is wrong by the field that the error points at; "" for what concerns none."""
    if isinstance(error, FormErrors):
        return error.errors
    return {(error.pointer or "").strip("/"): error.message}


class FormReader:
    """Reads field after field and collects what is wrong; `check` raises it all at once."""

    def __init__(self, form: Mapping[str, str]) -> None:
        """Take the form as it was sent."""
        self._form = form
        self.errors: dict[str, str] = {}

    def raw(self, name: str) -> str:
        """Return a field's text with plain line ends and without blanks around it."""
        return self._form.get(name, "").replace("\r\n", "\n").strip()

    def text(self, name: str, limit: int, *, required: bool = False) -> str:
        """Return one line of text of at most `limit` characters."""
        said = self.raw(name)
        if not is_storable(said) or _CONTROL.search(said) or _NOT_TEXT in said:
            self.wrong(name, _("A character of this text cannot be read. Type it again."))
        elif len(said) > limit:
            self.wrong(name, _("At most {max} characters.").format(max=limit))
        elif required and not said:
            self.wrong(name, _("This must not be empty."))
        return said

    def whole(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number from `low` to `high`; None where the field is empty."""
        said = self.raw(name)
        number = int(said) if _WHOLE.fullmatch(said) else None
        if said and (number is None or not low <= number <= high):
            self.wrong(name, _("A whole number from %(low)s to %(high)s.", low=low, high=high))
        return number

    def decimal(self, name: str, low: float, high: float) -> float | None:
        """Return a number above `low` and up to `high`; None where the field is empty."""
        said = self.raw(name).replace(",", ".")
        number = float(said) if _DECIMAL.fullmatch(said) else None
        if said and (number is None or not low < number <= high):
            self.wrong(name, _("A number up to %(high)s.", high=f"{high:g}"))
        return number

    def choice(self, name: str, allowed: Collection[str]) -> str:
        """Return one of the allowed values."""
        said = self.raw(name)
        if said not in allowed:
            self.wrong(name, _("Choose one of the list."))
        return said

    def wrong(self, name: str, message: str) -> None:
        """Note what is wrong with a field, the first thing only."""
        self.errors.setdefault(name, message)

    def check(self) -> None:
        """Raise what was found.

        Raises:
            FormErrors: Fields that cannot be accepted.
        """
        if self.errors:
            raise FormErrors(self.errors)
