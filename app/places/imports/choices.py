"""What a person says about a file that the file does not say itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from app.places.imports.encodings import CODECS
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.rows import PlaceKind
from geo.crs import Datum

EPSG = re.compile(r"(?:EPSG:)?(\d{4,6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choices:
    """How a file is to be read.

    Attributes:
        datum: Datum of its positions, once they are longitude and latitude.
        layer: The only layer to be read; None reads all.
        encoding: Of a Shapefile's texts; None believes the file, or guesses.
        crs: Reference system of the positions, `EPSG:4539`; None believes the file.
        kind: What all rows are; None lets the row, the layer's name or the geometry decide.
        facility: What a facility is whose row does not say.
        columns: Our name to the file's column; an empty column is none. What is not named here
            is found by what columns are usually called.
    """

    datum: Datum = Datum.WGS84
    layer: str | None = None
    encoding: str | None = None
    crs: str | None = None
    kind: PlaceKind | None = None
    facility: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Choices:
        """Return choices from what `to_json` gave."""
        kind = value["kind"]
        return cls(
            datum=Datum(value["datum"]),
            layer=value["layer"],
            encoding=value["encoding"],
            crs=value["crs"],
            kind=None if kind is None else PlaceKind(kind),
            facility=value["facility"],
            columns=dict(value["columns"]),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the choices as JSON values."""
        return asdict(self)


def clean_crs(text: str) -> str:
    """Return a reference system by number as `EPSG:4539`.

    Raises:
        UnreadableFileError: Anything but a number of EPSG's: a path or a PROJ string names files.

    >>> clean_crs("4539")
    'EPSG:4539'
    """
    found = EPSG.fullmatch(text.strip())
    if found is None:
        raise UnreadableFileError(FileProblem.BAD_CRS, name=text[:80])
    return f"EPSG:{found[1]}"


def clean_encoding(text: str) -> str:
    """Return an encoding by the name that it has here, whatever case it was typed in.

    Raises:
        UnreadableFileError: It is not one of those that are read.
    """
    names = {name.casefold(): name for name in CODECS}
    if text.strip().casefold() not in names:
        raise UnreadableFileError(
            FileProblem.UNKNOWN_ENCODING, encoding=text[:80], encodings=", ".join(CODECS)
        )
    return names[text.strip().casefold()]
