"""The register's changes as pages tell them."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.pages import Moment, moment
from app.people.register import Change


@dataclass(frozen=True)
class HistoryLine:
    """What changed, who did it, and when."""

    what: str
    who: str
    moment: Moment


def history_lines(changes: list[Change]) -> tuple[HistoryLine, ...]:
    """Return a thing's changes as the page tells them, newest first."""
    return tuple(
        HistoryLine(change_label(change.what), change.by, moment(change.at)) for change in changes
    )


def change_label(what: str) -> str:
    """Return what a change of the register is called."""
    labels = {
        "opened": _("Account made"),
        "closed": _("Account closed"),
        "reopened": _("Account opened again"),
        "role_given": _("Role given"),
        "role_taken": _("Role taken"),
        "password_chosen": _("Password chosen"),
        "card_made": _("Sign-in card printed"),
        "card_used": _("Sign-in card used"),
        "logged_out": _("Logged out of devices"),
        "formed": _("Team formed"),
        "retired": _("Retired"),
        "joined": _("Somebody joined"),
        "left": _("Somebody left"),
        "created": _("Drawn"),
        "changed": _("Changed"),
        "ended": _("Ended"),
        "split": _("Split"),
        "merged": _("Merged"),
        "requested": _("Asked for"),
        "confirmed": _("Confirmed"),
        "refused": _("Refused"),
        "withdrawn": _("Withdrawn"),
    }
    return labels.get(what, what)
