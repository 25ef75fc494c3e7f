"""A bulletin as a workbook for spreadsheets: numbers are numbers, and every text stays text."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell as Written
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.bulletin.sheet import Cell, Sheet, Table

LONGEST_TITLE = 31  # characters of a sheet's name, and these may not be in one:
NOT_IN_TITLES = str.maketrans("[]:*?/\\", "       ")
WIDEST = 48
NARROWEST = 10
HEAD = PatternFill("solid", fgColor="F1ECE3")


def workbook(sheet: Sheet) -> bytes:
    """Return the bulletin as the bytes of an .xlsx file."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101 - a new workbook has one
    _figures(first, sheet)
    for table in sheet.tables:
        _table(book.create_sheet(), table)
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def _figures(page: Worksheet, sheet: Sheet) -> None:
    _name(page, _("Figures"))
    for text in filter(None, (sheet.community, sheet.title, sheet.days, sheet.stage)):
        _row(page, [Cell(text)], bold=True)
    for text in filter(None, (sheet.summary, sheet.compared)):
        _row(page, [Cell(text)])
    heads = (_("Duty"), _("Figure"), _("How"), _("Value"), _("Unit"), _("Value before"))
    _row(page, [Cell(head) for head in heads], bold=True)
    for part in sheet.duties:
        for line in part.lines:
            value, before = Cell(line.value, line.number, line.url), Cell("", line.previous)
            cells = (Cell(line.label), Cell(line.note), value, Cell(line.unit), before)
            _row(page, [Cell(part.title), *cells])
    _widen(page, first=page.max_row - sum(len(part.lines) for part in sheet.duties))


def _table(page: Worksheet, table: Table) -> None:
    _name(page, table.title)
    first, *others = (Cell(head) for head in table.columns)
    _row(page, [first, *([Cell(table.aside)] if table.aside else []), *others], bold=True)
    for name, *numbers in table.rows:
        _row(page, [name, *([Cell(name.aside)] if table.aside else []), *numbers])
    page.freeze_panes = "B2"
    _widen(page, first=1)
    if table.note:
        _row(page, [Cell(table.note)])


def _name(page: Worksheet, title: str) -> None:
    page.title = title.translate(NOT_IN_TITLES).strip("' ")[:LONGEST_TITLE]


def _row(page: Worksheet, cells: Sequence[Cell], *, bold: bool = False) -> None:
    number = 1 if page.max_row == 1 and page.cell(1, 1).value is None else page.max_row + 1
    for column, cell in enumerate(cells, start=1):
        written = page.cell(number, column)
        assert isinstance(written, Written)  # noqa: S101 - nothing is merged here
        if cell.number is None:
            _say(written, cell.text)
        else:
            written.value = round(cell.number, 2)
        if cell.url:
            written.hyperlink = cell.url
        if bold:
            written.font = Font(bold=True)
            written.fill = HEAD


def _say(written: Written, text: str) -> None:
    """Write a text that stays one, even where it looks like a formula, also once it is edited."""
    written.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    written.data_type = "s"
    written.quotePrefix = True
    written.alignment = Alignment(vertical="top")


def _widen(page: Worksheet, first: int) -> None:
    """Make the columns as wide as the longest text from a row on; a Chinese one takes two."""
    for column in range(1, page.max_column + 1):
        texts = (str(page.cell(row, column).value or "") for row in range(first, page.max_row + 1))
        longest = max((_breadth(text) for text in texts), default=0)
        width = min(max(longest + 2, NARROWEST), WIDEST)
        page.column_dimensions[get_column_letter(column)].width = width


def _breadth(text: str) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in text)  # noqa: PLR2004 - where CJK begins
