"""A name in three languages, as a form sends it."""

from __future__ import annotations

from flask_babel import gettext as _

from app.form_fields import FormReader
from app.policy import Names

LONGEST_DISPLAY = 120


def read_names(reader: FormReader) -> Names:
    """Read a name in three languages, at least one of them."""
    names = Names(
        **{name: reader.text(name, LONGEST_DISPLAY) for name in ("name_zh", "name_bo", "name_en")}
    )
    if not any(vars(names).values()):
        reader.wrong("name_zh", _("Give it a name in one language at least."))
    return names
