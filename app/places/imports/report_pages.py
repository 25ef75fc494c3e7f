"""The report of a dry run or an import, as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.pages import State
from app.places.imports.report import LABELS
from app.places.imports.rows import PlaceKind, Refusal
from app.places.imports.wire import refusal_from_json

SHOWN = 200
"""Lines of each list on the page; the CSV file holds more."""


@dataclass(frozen=True)
class KindLine:
    """What becomes of the places of one kind."""

    label: str
    added: int
    changed: int
    unchanged: int
    missing: int
    ended: int


@dataclass(frozen=True)
class RowLine:
    """A row and what is said of it."""

    row: str
    message: str


@dataclass(frozen=True)
class TextList:
    """A list under a heading; `more` counts what is not shown."""

    title: str
    lines: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class ReportPage:
    """What a dry run would do, or what an import did."""

    name: str
    state: State
    message: str
    read: str
    kinds: tuple[KindLine, ...]
    refused: tuple[RowLine, ...]
    refused_total: int
    stopped: bool
    notes: tuple[RowLine, ...]
    lists: tuple[TextList, ...]
    run_url: str
    run_label: str
    csv_url: str
    preview_url: str
    index_url: str


def came_to(report: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a report page that follow from what an import came to."""
    kinds = [(PlaceKind(kind), counts) for kind, counts in report["kinds"].items()]
    return {
        "read": read_text(report),
        "kinds": tuple(_kind_line(kind, counts) for kind, counts in kinds),
        "refused": tuple(_row_line(entry) for entry in refusals(report)[:SHOWN]),
        "refused_total": report["refused_total"],
        "stopped": report["stopped"],
        "notes": tuple(_row_line(refusal_from_json(note)) for note in report["notes"][:SHOWN]),
        "lists": tuple(_lists(report, kinds)),
        "run_label": _run_label(sum(counts["ended"] for _kind, counts in kinds)),
    }


def refusals(report: dict[str, Any]) -> list[Refusal]:
    """Return the refused rows of a report, in the reader's language when they are written."""
    return [refusal_from_json(entry) for entry in report["refused"]]


def notes(report: dict[str, Any]) -> list[Refusal]:
    """Return the notes of a report."""
    return [refusal_from_json(entry) for entry in report["notes"]]


def read_text(report: dict[str, Any]) -> str:
    """Return how many places of each kind a file holds."""
    read = report["read"]
    return _(
        "Read: lanes %(lanes)s (%(metres)s m together), courtyards %(courtyards)s, "
        "facilities %(facilities)s. Rows refused: %(refused)s.",
        lanes=read[PlaceKind.LANE],
        metres=f"{read['metres']:.1f}",
        courtyards=read[PlaceKind.COURTYARD],
        facilities=read[PlaceKind.FACILITY],
        refused=report["refused_total"],
    )


def _kind_line(kind: PlaceKind, counts: dict[str, Any]) -> KindLine:
    numbers = {name: counts[name] for name in KindLine.__dataclass_fields__ if name != "label"}
    return KindLine(str(LABELS[kind]), **numbers)


def _row_line(entry: Refusal) -> RowLine:
    return RowLine(entry.source_ref, entry.message)


def _lists(report: dict[str, Any], kinds: Sequence[tuple[PlaceKind, Any]]) -> list[TextList]:
    """Return what changes and ends by name, what carries on what, and what was left out."""
    columns = column_labels()
    lists = []
    for kind, counts in kinds:
        label, codes = str(LABELS[kind]), counts["codes"]
        changed = [
            f"{code}: {', '.join(columns.get(one, one) for one in which)}"
            for code, which in codes["changed"]
        ]
        lists += [
            _list(_("New: %(kind)s", kind=label), codes["added"], counts["added"]),
            _list(_("Changed: %(kind)s", kind=label), changed, counts["changed"]),
            _list(_("Ended: %(kind)s", kind=label), codes["ended"], counts["ended"]),
        ]
    heirs = [
        _(
            "%(old)s goes on in %(new)s: %(share)s %%",
            old=one["old"],
            new=one["new"],
            share=round(100 * one["share"]),
        )
        for one in report["lineage"]
    ]
    lists.append(_list(_("Where the history of ended lanes goes on"), heirs, len(heirs)))
    ignored = [f"{name} ({count})" for name, count in report["ignored"].items()]
    lists.append(_list(_("Left out as no part of a place"), ignored, len(ignored)))
    return [one for one in lists if one.lines]


def _run_label(ended: int) -> str:
    """Return what the button says; what ends is said on it."""
    if not ended:
        return _("Import")
    return ngettext("Import, and end %(num)s place", "Import, and end %(num)s places", ended)


def _list(title: str, lines: Sequence[str], total: int) -> TextList:
    return TextList(title, tuple(lines[:SHOWN]), max(total - SHOWN, 0))


def column_labels() -> dict[str, str]:
    """Return what the columns of a place are called, for what a change touches."""
    return {
        "geom": _("course or outline"),
        "name_zh": _("Name in Chinese"),
        "name_bo": _("Name in Tibetan"),
        "name_en": _("Name in English"),
        "surface": _("surface"),
        "lit": _("lighting"),
        "width_m": _("width"),
        "households": _("households"),
        "lane_id": _("entrance"),
        "kind": _("kind"),
    }
