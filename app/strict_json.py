"""JSON as strangers send it: parsed so that nothing in it can surprise the database."""

from __future__ import annotations

import json
from typing import Any, Never

from flask_babel import gettext as _

from app.errors import Malformed

DEEPEST = 32


def loads(body: bytes | str) -> Any:  # noqa: ANN401 - whatever was sent
    """Parse JSON; refuse what the standard leaves open.

    Raises:
        Malformed: Not UTF-8 JSON, NaN or Infinity (also as 1e999), a key given twice, deeper than
            `DEEPEST`, or text with NUL or half a surrogate pair.
    """
    try:
        text = body.decode("utf-8") if isinstance(body, bytes) else body
        value = json.loads(
            text,
            object_pairs_hook=_each_key_once,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Malformed(_("The body is not JSON.")) from error
    except RecursionError as error:
        raise Malformed(_("The JSON is nested too deeply.")) from error
    except ValueError as error:  # an integer of thousands of digits
        raise Malformed(_("A number in the JSON is out of range.")) from error
    _check(value, "", DEEPEST)
    return value


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Malformed(_("A key of the JSON is given twice."), pointer=f"/{escaped(key)}")
        found[key] = value
    return found


def _no_constant(name: str) -> Never:
    raise Malformed(_("%(name)s is not a JSON number.", name=name))


def _finite(digits: str) -> float:
    value = float(digits)
    if value in {float("inf"), float("-inf")}:
        raise Malformed(_("A number in the JSON is out of range."))
    return value


def _check(value: Any, pointer: str, depth: int) -> None:  # noqa: ANN401 - whatever was sent
    if depth < 0:
        raise Malformed(_("The JSON is nested too deeply."))
    if isinstance(value, str):
        _check_text(value, pointer)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check(item, f"{pointer}/{index}", depth - 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_text(key, pointer)
            _check(item, f"{pointer}/{escaped(key)}", depth - 1)


def _check_text(text: str, pointer: str) -> None:
    if not is_storable(text):
        raise Malformed(_("A text holds a character that cannot be stored."), pointer=pointer)


def is_storable(text: str) -> bool:
    """Tell whether PostgreSQL can hold the text: no NUL, no half surrogate pair."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def escaped(key: str) -> str:
    """Return a key as a JSON pointer writes it, safe to encode."""
    escaped = key.replace("~", "~0").replace("/", "~1")
    return escaped.encode("utf-8", "replace").decode("utf-8")


def dumps(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return canonical JSON: sorted keys, no spaces, no NaN; equal values give equal text."""
    return json.dumps(
        value,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )
