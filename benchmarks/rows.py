"""A line of the table: a figure, what was measured, what is wanted, whether it is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap

COLUMNS = ("figure", "what", "measured", "target", "met")


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes:
        figure: Its short name, such as `S1`.
        what: What is measured, and on what.
        measured: The result with its unit.
        target: What is wanted; empty where the line only explains another.
        met: Whether it is; None where there is nothing to meet, or nothing to measure yet.
    """

    figure: str
    what: str
    measured: str
    target: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the line's texts, in the order of `COLUMNS`."""
        said = {True: "yes", False: "NO", None: ""}[self.met]
        return (self.figure, self.what, self.measured, self.target, said)


def as_text(rows: Sequence[Row]) -> str:
    """Return the table for a terminal, its columns aligned."""
    lines = [COLUMNS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(starmap(str.ljust, zip(line, widths, strict=True))).rstrip() for line in lines
    )


def as_markdown(rows: Sequence[Row]) -> str:
    """Return the table in Markdown."""
    rule = tuple("---" for _ in COLUMNS)
    return "\n".join(_line(cells) for cells in (COLUMNS, rule, *(row.cells() for row in rows)))


def renewed(table: str, rows: Sequence[Row]) -> str:
    """Return a table in Markdown with all lines of the rows' figures exchanged for the rows.

    They stand where the figure's first line stood; a figure that had none comes last.
    """
    anew: dict[str, list[str]] = {}
    for row in rows:
        anew.setdefault(row.figure, []).append(_line(row.cells()))
    lines: list[str] = []
    done: set[str] = set()
    for line in table.splitlines():
        figure = line.split("|")[1].strip()
        if figure not in anew:
            lines.append(line)
        elif figure not in done:
            lines += anew[figure]
            done.add(figure)
    return "\n".join(
        [*lines, *(line for f, found in anew.items() if f not in done for line in found)]
    )


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(text.replace("|", "/") for text in cells) + " |"
