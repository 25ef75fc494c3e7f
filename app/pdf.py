"""Pages as PDF. Nothing is fetched but this site's own style sheets, and these from the disk."""

from __future__ import annotations

import re
from io import BytesIO

from PIL import ImageFile
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from app.config import CHECKOUT

# WeasyPrint lets Pillow take truncated pictures, in the whole process: photos would be cut unseen.
ImageFile.LOAD_TRUNCATED_IMAGES = False

BASE = "https://sheet.invalid/"  # a name that no machine ever has (RFC 2606)
_STYLE = re.compile(re.escape(BASE) + r"static/css/([a-z_]+\.css)")


class OwnStyles(URLFetcher):  # type: ignore[misc]  # weasyprint comes without types
    """Reads the style sheets that a page of ours links to, and refuses everything else."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - WeasyPrint's
        """Return a style sheet.

        Raises:
            ValueError: It is anything else.
        """
        found = _STYLE.fullmatch(url.partition("?")[0])
        if not found:
            raise ValueError(f"{url} is not fetched")
        body = (CHECKOUT / "static" / "css" / found[1]).read_bytes()
        return URLFetcherResponse(url, body, {"Content-Type": "text/css"})


def pdf_of(html: str) -> bytes:
    """Return a page as PDF; its addresses are those of this site."""
    written = BytesIO()
    HTML(string=html, base_url=BASE, url_fetcher=OwnStyles()).write_pdf(written)
    return written.getvalue()
