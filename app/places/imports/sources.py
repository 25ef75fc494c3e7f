"""One file that GDAL is to open, and what is known of it before."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """A file of its own name, as somebody calls it.

    Attributes:
        path: Where it lies, under a name of our own.
        name: What it is called where it comes from; the layer's name of a Shapefile.
        encoding: What it says about its texts; None where it says nothing.
        raw_text: Whether its texts are bytes in some encoding (Shapefile), not Unicode.
        without_index: Whether its index is to be rebuilt.
    """

    path: Path
    name: str
    encoding: str | None = None
    raw_text: bool = False
    without_index: bool = False
