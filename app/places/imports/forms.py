"""What the pages of an import send."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from app.places.imports.choices import Choices, clean_crs, clean_encoding
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.pages import OURS
from app.places.imports.previews import LayerPreview, Preview
from app.places.imports.properties import FACILITY_KINDS
from app.places.imports.rows import PlaceKind
from app.places.imports.upload_actions import Wanted
from geo.crs import Datum


def encoding_of(form: MultiDict[str, str]) -> str | None:
    """Return the encoding that was chosen, None where none was.

    Raises:
        UnreadableFileError: It is not known.
    """
    text = form.get("encoding", "")
    return clean_encoding(text) if text else None


def wanted_of(form: MultiDict[str, str], preview: Preview) -> Wanted:
    """Return what a preview's form asks for.

    Raises:
        UnreadableFileError: A reference system, an encoding or a layer is none.
    """
    return Wanted(
        choices=_choices(form, preview),
        accept_refusals="accept_refusals" in form,
        end_missing="end_missing" in form,
    )


def layer_named(preview: Preview, name: str) -> LayerPreview:
    """Return a layer of a preview by its name; the first where none is named.

    Raises:
        UnreadableFileError: There is none of that name.
    """
    found = [layer for layer in preview.layers if not name or layer.name == name]
    if not found:
        layers = ", ".join(layer.name for layer in preview.layers)
        raise UnreadableFileError(FileProblem.UNKNOWN_LAYER, layer=name[:80], layers=layers)
    return found[0]


def _choices(form: MultiDict[str, str], preview: Preview) -> Choices:
    """Return how a file is to be read; of a format that fixes the rest, the datum alone."""
    datum = _one_of(form.get("datum", ""), list(Datum)) or Datum.WGS84
    if not preview.has_columns:
        return Choices(datum=Datum(datum))
    kind = _one_of(form.get("kind", ""), list(PlaceKind))
    crs = form.get("crs", "").strip()
    return Choices(
        datum=Datum(datum),
        layer=layer_named(preview, form.get("layer", "")).name,
        encoding=encoding_of(form),
        crs=clean_crs(crs) if crs else None,
        kind=PlaceKind(kind) if kind else None,
        facility=_one_of(form.get("facility", ""), FACILITY_KINDS),
        columns={ours: form[f"column_{ours}"] for ours in OURS if f"column_{ours}" in form},
    )


def _one_of(text: str, known: list[Datum] | list[PlaceKind] | tuple[str, ...]) -> str | None:
    """Return a text that is one of those offered; anything else was not chosen on the page."""
    return text if text in known else None
