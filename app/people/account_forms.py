"""What the account and team pages send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from app.config import LANGUAGES
from app.errors import InvalidInput
from app.form_fields import FormReader
from app.people.account_pages import AccountValues
from app.people.accounts import Account
from app.people.names import LONGEST_DISPLAY
from app.people.queries import LONGEST_NAME, account_name
from app.policy import Role, speaks_for_department


@dataclass(frozen=True)
class RoleForm:
    """A role, and the department that it speaks for; empty where it speaks for none."""

    role: Role
    department: str

    @classmethod
    def read(cls, reader: FormReader, departments: tuple[str, ...]) -> RoleForm | None:
        """Read the fields; None, with the errors noted, where they do not fit."""
        said = reader.choice("role", [role.value for role in Role])
        if "role" in reader.errors:
            return None
        role = Role(said)
        if not speaks_for_department(role):
            return cls(role, "")
        department = reader.raw("department")
        if department not in departments:
            reader.wrong("department", _("Choose a department."))
        return cls(role, department)


def named_role(text: str) -> Role:
    """Return the role that a form names.

    Raises:
        InvalidInput: There is no such role.
    """
    if text not in list(Role):
        raise InvalidInput(_("Choose one of the list."), pointer="/role")
    return Role(text)


def read_account(reader: FormReader, *, username: str | None = None) -> Account:
    """Read an account's fields; the name for signing in only where it is not given."""
    typed = reader.text("username", LONGEST_NAME, required=True) if username is None else username
    return Account(
        username=account_name(typed),
        display_name=reader.text("display_name", LONGEST_DISPLAY, required=True),
        language=reader.choice("language", LANGUAGES),
        elder_mode=reader.raw("elder_mode") == "1",
    )


def account_values(form: Mapping[str, str]) -> AccountValues:
    """Return the form as it was sent, to be shown again."""
    return AccountValues(
        **{name: form.get(name, "") for name in AccountValues.__dataclass_fields__}
    )
