"""A bulletin in each of its formats."""

from __future__ import annotations

import json
from collections.abc import Callable

from app.bulletin.bulletin import Bulletin
from app.bulletin.documents import document
from app.bulletin.printing import page_of, pdf, style_within
from app.bulletin.sheet import Links, Sheet, no_links, sheet_of

TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMATS = tuple(TYPES)


def written(bulletin: Bulletin, kind: str, links: Links = no_links, style_url: str = "") -> bytes:
    """Return a bulletin in one of the formats, in the language of the request.

    Args:
        bulletin: What was counted.
        kind: One of `FORMATS`.
        links: Gives the addresses of records; `no_links` for a file that leaves the house.
        style_url: Where the HTML finds its style; empty to have it within.
    """
    makers: dict[str, Callable[[], bytes]] = {
        "json": lambda: json.dumps(document(bulletin, links), ensure_ascii=False).encode(),
        "html": lambda: page_of(sheet_of(bulletin, links), style_url or style_within()).encode(),
        "pdf": lambda: pdf(sheet_of(bulletin, links)),
        "xlsx": lambda: _workbook(sheet_of(bulletin, links)),
    }
    return makers[kind]()


def _workbook(sheet: Sheet) -> bytes:
    from app.bulletin.workbook import workbook  # noqa: PLC0415 -- openpyxl is slow to load

    return workbook(sheet)


def name_of_file(bulletin: Bulletin, kind: str) -> str:
    """Return what a file is called when it is saved."""
    period = bulletin.period
    days = f"{period.start:%Y-%m}" if period.is_month else f"{period.start}-{period.end}"
    return f"bulletin-{days}.{kind}"
