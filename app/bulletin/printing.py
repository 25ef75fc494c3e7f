"""A bulletin as a document of its own: HTML to keep, and the PDF that is made of it."""

from __future__ import annotations

import base64

from flask import render_template, url_for

from app.bulletin.sheet import Sheet
from app.config import CHECKOUT
from app.pdf import pdf_of

STYLE = CHECKOUT / "static" / "css" / "bulletin_print.css"


def page_of(sheet: Sheet, style_url: str) -> str:
    """Return the bulletin as a page without the program around it, styled from an address."""
    return render_template("bulletin/document.html", page=sheet, style_url=style_url)


def style_within() -> str:
    """Return the style as an address that holds it, for a page that is read without us."""
    return f"data:text/css;base64,{base64.b64encode(STYLE.read_bytes()).decode()}"


def pdf(sheet: Sheet) -> bytes:
    """Return the bulletin as A4 pages; its links are as the sheet has them."""
    return pdf_of(page_of(sheet, url_for("static", filename=f"css/{STYLE.name}")))
