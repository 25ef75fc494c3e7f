"""QR codes as drawings that stand in a page."""

from __future__ import annotations

import segno
from markupsafe import Markup

QUIET = 2  # modules of white round the code; paper round it gives the other two of the standard


def qr_svg(text: str) -> Markup:
    """Return a QR code of a text as SVG for a page: black on white, no style of its own."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=QUIET, omitsize=True, light="#fff", svgclass="qr")
    return Markup(drawn)  # noqa: S704 - segno's own path data; the text is not in it
