"""What the pages of this feature send."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from app.people.actions import LONGEST_PASSWORD
from app.strict_json import is_storable


@dataclass(frozen=True)
class SignInForm:
    """A name and a password."""

    username: str
    password: str

    @classmethod
    def parse(cls, form: MultiDict[str, str]) -> SignInForm:
        """Read the form; what cannot be a name becomes one that nobody has."""
        said = form.get("username", ""), form.get("password", "")
        usable = all(is_storable(text) and len(text) <= LONGEST_PASSWORD for text in said)
        return cls(*said) if usable else cls("", "")


def local_path(target: str) -> str:
    """Return a redirect target if it is a path of this site, else the start page."""
    safe = target.startswith("/") and not target.startswith(("//", "/\\")) and is_storable(target)
    return target if safe and not any(c in target for c in "\r\n\t\\") else "/"
