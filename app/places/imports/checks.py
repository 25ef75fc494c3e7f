"""Checks of codes and texts that every format shares; they raise `RowRefused`."""

import re

from app.places.imports.reasons import Reason
from app.places.imports.rows import RowRefused

MAX_TEXT = 200
"""Longest name or attribute, characters. Own choice."""

MAX_SURFACE = 40
"""Longest word for a surface, characters."""

MAX_CODE = 40
"""Longest code, characters. Own choice: it must fit on a sign."""

MAX_WIDTH_M = 100.0
"""Widest lane, metres; more is a slip of the pen. Own choice."""

SHOWN = 40
"""Characters of a file's text that a message repeats."""

CODE_PATTERN = re.compile(rf"[\w][\w\-./]{{0,{MAX_CODE - 1}}}")


def shown(value: object) -> str:
    """Return a file's value fit to be repeated in a message: short, nothing unprintable."""
    text = str(value)
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:SHOWN])
    return clean + ("…" if len(text) > SHOWN else "")


def clean_text(value: object, field: str, limit: int = MAX_TEXT) -> str:
    """Return a file's text without surplus blanks, empty where there is none.

    Raises:
        RowRefused: For anything but text, control characters, lone surrogates, or over
            `limit` characters.
    """
    if value is None:
        return ""
    text = " ".join(value.split()) if isinstance(value, str) else None
    if text is None or len(text) > limit or not is_storable(text):
        raise RowRefused(Reason.BAD_TEXT, field=field, limit=str(limit))
    return text


def clean_code(value: object) -> str:
    """Return a place's code; a whole number is taken as its digits.

    Raises:
        RowRefused: For no code, or one that a sign could not carry.
    """
    number = isinstance(value, int) and not isinstance(value, bool)
    code = str(value).strip() if number or isinstance(value, str) else value
    if code is None or code == "":
        raise RowRefused(Reason.NO_CODE)
    if not isinstance(code, str) or CODE_PATTERN.fullmatch(code) is None:
        raise RowRefused(Reason.BAD_CODE, code=shown(value), limit=str(MAX_CODE))
    return code


def is_storable(text: str) -> bool:
    """Tell whether PostgreSQL can hold the text and a page can show it: no control characters."""
    return not any(
        ord(c) < ord(" ") or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000  # noqa: PLR2004
        for c in text
    )
