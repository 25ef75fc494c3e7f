"""Texts for the catalogues in modules that also run where there is no web program.

`from flask_babel import lazy_gettext` would bring Flask into the process that reads other people's
files, which needs none of it.
"""

from __future__ import annotations

import sys


def marked(text: str) -> str:
    """Mark a text for the catalogues; `translated` puts it into the reader's language."""
    return text


def translated(text: str) -> str:
    """Return a marked text in the reader's language; as it is, in a program that has none."""
    babel = sys.modules.get("flask_babel")
    return babel.gettext(text) if babel else text
