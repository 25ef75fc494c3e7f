"""Reports in words, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from app.i18n import language, name_of
from app.pages import State
from app.places.definitions import Category, CommunityCategory
from app.policy import Names

OUTCOMES = ("fixed", "escalated", "recorded")
HANDLINGS = ("moved_on", "tidied", "cleared", "talked_to", "handed_out")


def category_name(category: Category, own: CommunityCategory | None) -> str:
    """Return a category's name: the community's own where it has one, else the shared one."""
    names = (own.name_zh, own.name_bo, own.name_en) if own else ("", "", "")
    return name_of(
        Names(
            names[0] or category.name_zh,
            names[1] or category.name_bo,
            names[2] or category.name_en,
        )
    )


def unit_of(category: Category) -> str:
    """Return what a category is counted in."""
    return name_of(Names(category.unit_zh, category.unit_bo, category.unit_en))


def count_text(count: int, category: Category) -> str:
    """Return how many, with the unit."""
    unit = unit_of(category)
    if count == 1 and language() == "en":
        unit = _one(unit)
    return _("%(count)s %(unit)s", count=count, unit=unit)


def _one(unit: str) -> str:
    """Return an English unit for one: units are kept in the plural."""
    return f"{unit[:-3]}y" if unit.endswith("ies") else unit.removesuffix("s")


def outcome_label(outcome: str) -> str:
    """Return what became of it."""
    labels = {
        "fixed": _("Fixed"),
        "escalated": _("Passed on"),
        "recorded": _("Only noted"),
    }
    return labels[outcome]


def outcome_action(outcome: str) -> str:
    """Return what a person chooses: the same, as something to do."""
    return _("Pass on") if outcome == "escalated" else outcome_label(outcome)


def outcome_state(outcome: str) -> State:
    """Return the badge of a report."""
    tones = {"fixed": "done", "escalated": "info", "recorded": ""}
    return State(outcome_label(outcome), tones[outcome])


def handling_label(handling: str | None) -> str:
    """Return how it was handled; nothing where nobody said."""
    labels = {
        "moved_on": _("Moved on"),
        "tidied": _("Tidied"),
        "cleared": _("Cleared"),
        "talked_to": _("Talked to"),
        "handed_out": _("Handed out"),
    }
    return labels.get(handling or "", handling or "")


def found_by_label(found_by: str) -> str:
    """Return on what occasion it was found."""
    labels = {
        "patrol": _("On patrol"),
        "off_patrol": _("Off patrol"),
        "resident": _("By a resident"),
    }
    return labels[found_by]


def assigned_by_label(assigned_by: str) -> str:
    """Return how the place was come by."""
    labels = {
        "nearest": _("Nearest lane to the position"),
        "courtyard": _("The courtyard that the position lies in"),
        "steward": _("Chosen by a person"),
        "none": _("No lane near the position"),
    }
    return labels[assigned_by]


def kind_label(kind: str) -> str:
    """Return a kind of category."""
    labels = {"problem": _("Problem"), "service": _("Service"), "voice": _("Voices")}
    return labels[kind]


def time_flag_sentence(flag: str | None) -> str:
    """Return what is to be said of a report's time; nothing where it is as it should be."""
    sentences = {
        "corrected": _("The phone's clock was wrong; the time was put right."),
        "implausible": _("The time cannot be right. The pin is kept, but counted nowhere."),
    }
    return sentences.get(flag or "", "")


def event_label(what: str) -> str:
    """Return an event of a report's history."""
    labels = {
        "created": _("Pinned"),
        "edited": _("Changed"),
        "deleted": _("Taken back"),
        "photo_added": _("Photo added"),
    }
    return labels.get(what, what)


def photo_label(taken: str) -> str:
    """Return when a photo was taken."""
    return _("Before") if taken == "before" else _("After")


def joined(parts: list[str]) -> str:
    """Return names in a row, as lists are written in the reader's language."""
    return _(", ").join(parts)
