"""What the case pages show."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.pages import Moment, State


@dataclass(frozen=True)
class CaseLine:
    """A case in the list."""

    category: str
    place: str
    department: str
    state: State
    opened: Moment
    url: str


@dataclass(frozen=True)
class CasesPage:
    """The list."""

    cases: tuple[CaseLine, ...]


@dataclass(frozen=True)
class Step:
    """One event of a case's history."""

    moment: Moment
    what: str


@dataclass(frozen=True)
class Choice:
    """An option of a select."""

    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class CasePage:
    """One case; the two URLs are None where the viewer may not act."""

    category: str
    place: str
    department: str
    state: State
    limit: str
    answer: str
    history: tuple[Step, ...]
    report_url: str
    departments: tuple[Choice, ...]
    dispatch_url: str | None
    close_url: str | None


def state_of(code: str) -> State:
    """Return a case's state as pages show it."""
    states = {
        "open": State(_("Open"), "action"),
        "dispatched": State(_("With the department"), "info"),
        "closed": State(_("Closed"), "done"),
    }
    return states[code]


def step_label(what: str) -> str:
    """Return an event of a case in words."""
    labels = {
        "opened": _("Opened"),
        "open": _("Opened again"),
        "dispatched": _("Sent to the department"),
        "closed": _("Closed"),
    }
    return labels.get(what, what)
