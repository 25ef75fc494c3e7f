"""A bulletin as a document of its own: HTML to keep, and the PDF that WeasyPrint makes of it."""

from __future__ import annotations

import base64

from flask import render_template
from weasyprint import HTML
from weasyprint.urls import URLFetcher

from app.bulletin.sheet import Sheet
from app.config import CHECKOUT

STYLE = CHECKOUT / "static" / "css" / "bulletin_print.css"


def page_of(sheet: Sheet, style_url: str) -> str:
    """Return the bulletin as a page without the program around it, styled from an address."""
    return render_template("bulletin/document.html", page=sheet, style_url=style_url)


def style_within() -> str:
    """Return the style as an address that holds it, for a page that is read without us."""
    return f"data:text/css;base64,{base64.b64encode(STYLE.read_bytes()).decode()}"


def pdf(sheet: Sheet) -> bytes:
    """Return the bulletin as A4 pages; its links are as the sheet has them."""
    only_its_own = URLFetcher(allowed_protocols=("data",))  # no file, no other address is opened
    page = page_of(sheet, style_within())
    return bytes(HTML(string=page, url_fetcher=only_its_own).write_pdf())
