"""What a look into a file shows, as the reading process hands it over."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

Position = list[float]
"""Longitude and latitude, degrees."""


@dataclass(frozen=True, slots=True)
class LayerPreview:
    """One layer.

    Attributes:
        kind: What its name says is in it; empty where it does not tell.
        crs: Its reference system as people call it; empty where the file states none.
        in_degrees: Whether its extent could be longitude and latitude.
        guessed: Our name to the column that is most likely meant.
        encoding: In which its texts were read; empty where they are Unicode.
        texts: Some of its texts as each encoding reads them.
        first: Its first rows, texts by column.
        positions: Longitude and latitude of some of its rows; empty without a reference system.
    """

    name: str
    kind: str
    geometry_type: str
    rows: int
    crs: str
    in_degrees: bool
    columns: list[str]
    guessed: dict[str, str]
    encoding: str
    texts: dict[str, list[str]]
    first: list[list[str]]
    positions: list[Position]


@dataclass(frozen=True, slots=True)
class Preview:
    """A file.

    Attributes:
        has_columns: Whether columns and layers can be chosen: not in formats that fix them.
        layers: In the order of the file.
    """

    has_columns: bool
    layers: list[LayerPreview]

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Preview:
        """Return what `to_json` gave."""
        return cls(value["has_columns"], [LayerPreview(**layer) for layer in value["layers"]])

    def to_json(self) -> dict[str, Any]:
        """Return the preview as JSON values."""
        return asdict(self)
