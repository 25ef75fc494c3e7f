"""What an import did, as lines to print and as a CSV file."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from shapely import GeometryCollection

from app.places.imports.geometry import ELLIPSOID
from app.places.imports.importing import ImportOutcome
from app.places.imports.load import ImportSummary, Touched
from app.places.imports.rows import PlaceKind, ReadResult, Refusal

LABELS = {
    PlaceKind.LANE: lazy_gettext("Lanes"),
    PlaceKind.COURTYARD: lazy_gettext("Courtyards"),
    PlaceKind.FACILITY: lazy_gettext("Facilities"),
}

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How what a spreadsheet runs begins."""

SHOWN_CODES = 50
"""Codes that a line lists."""

COLUMNS = ("row", "outcome", "reason", "message")


def report_lines(outcome: ImportOutcome) -> Iterator[str]:
    """Yield the report: what was found, every note and refusal, and what was done."""
    result = outcome.result
    yield _found(result)
    for name, count in sorted(result.ignored.items()):
        yield _("Left out as no place: %(name)s (%(count)s)", name=name, count=count)
    for note in result.notes:
        yield _("Note on %(row)s", row=_line(note))
    for refusal in result.refusals:
        yield _("Refused %(row)s", row=_line(refusal))
    yield from _done(outcome)


def headlines(outcome: ImportOutcome) -> Iterator[str]:
    """Yield what a job says when it ends: the figures without the rows."""
    yield _found(outcome.result)
    yield from _done(outcome)


def write_report(path: Path, result: ReadResult) -> None:
    """Write every refusal and note as CSV, UTF-8 with the mark that spreadsheets look for.

    Raises:
        OSError: Where the file cannot be written.
    """
    path.write_text(report_csv(result.refusals, result.notes), encoding="utf-8-sig", newline="")


def report_csv(refusals: Sequence[Refusal], notes: Sequence[Refusal]) -> str:
    """Return refusals and notes as CSV; what a spreadsheet would run as a formula is made text."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for outcome, entries in (("refused", refusals), ("note", notes)):
        for entry in entries:
            cells = (entry.source_ref, outcome, entry.reason_code, entry.message)
            writer.writerow([_as_text(cell) for cell in cells])
    return text.getvalue()


def _as_text(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _found(result: ReadResult) -> str:
    """Return how many places of each kind a file holds, and how many rows were refused."""
    kinds = [row.kind for row in result.rows]
    lanes = GeometryCollection([row.geometry for row in result.rows if row.kind is PlaceKind.LANE])
    return _(
        "Read: lanes %(lanes)s (%(metres)s m together), courtyards %(courtyards)s, "
        "facilities %(facilities)s. Rows refused: %(refused)s.",
        lanes=len(lanes.geoms),
        metres=f"{ELLIPSOID.geometry_length(lanes):.1f}",
        courtyards=kinds.count(PlaceKind.COURTYARD),
        facilities=kinds.count(PlaceKind.FACILITY),
        refused=len(result.refusals),
    )


def _line(entry: Refusal) -> str:
    """Return a refusal or note on one line."""
    return f"{entry.source_ref}: {entry.reason_code}: {entry.message}"


def _done(outcome: ImportOutcome) -> Iterator[str]:
    """Yield what became of the rows that were taken."""
    if outcome.summary is None and outcome.ending:
        yield _("Rows were refused, so it is not known which places are gone. Mend the rows first.")
        return
    if outcome.summary is None:
        yield _(
            "Nothing was imported. Mend the refused rows, or leave them out with --accept-refusals."
        )
        return
    for kind, counts in outcome.summary.counts.items():
        yield _(
            "%(kind)s: %(added)s added, %(changed)s changed, %(unchanged)s unchanged, "
            "%(missing)s not in the file, %(ended)s of them ended.",
            kind=LABELS[kind],
            added=counts.added,
            changed=counts.changed,
            unchanged=counts.unchanged,
            missing=counts.missing,
            ended=counts.ended,
        )
        yield from _codes(outcome.summary.touched.get(kind, Touched()))
    yield from _lineage(outcome.summary)
    if not outcome.written:
        yield _("Dry run: nothing was written.")


def _codes(touched: Touched) -> Iterator[str]:
    """Yield the codes of places that an import changes or ends; the new ones are in the file."""
    if touched.changed:
        codes = _listed([code for code, _values in touched.changed])
        yield _("Changed: %(codes)s", codes=codes)
    if touched.ended:
        yield _("Ended: %(codes)s", codes=_listed(touched.ended))


def _listed(codes: Sequence[str]) -> str:
    """Return codes on one line, the first of many."""
    more = [_("and %(count)s more", count=len(codes) - SHOWN_CODES)]
    return ", ".join([*codes[:SHOWN_CODES], *(more if len(codes) > SHOWN_CODES else [])])


def _lineage(summary: ImportSummary) -> Iterator[str]:
    """Yield which lanes carry on the history of an ended one, and of those that nobody does."""
    for old, heirs in groupby(summary.lineage, key=lambda heir: heir.old):
        shares = ", ".join(f"{heir.new} ({heir.share:.0%})" for heir in heirs)
        yield _("The history of %(lane)s goes on in %(lanes)s", lane=old, lanes=shares)
