"""What the pages of an import show, as plain values in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from app.pages import Moment, State
from app.places.imports.choices import Choices
from app.places.imports.encodings import CODECS
from app.places.imports.previews import LayerPreview
from app.places.imports.properties import FACILITY_KINDS
from app.places.imports.rows import PlaceKind
from geo.crs import Datum

MOST_COLUMNS = 12
"""Columns of the first rows that a page shows."""

OURS = ("code", "name", "name_zh", "name_bo", "name_en", "kind", "facility")
"""What a column can be said to be on the page; the rest is found by what columns are called."""

METRES_SHOWN = 10_000


@dataclass(frozen=True)
class Choice:
    """One of several to choose; `hint` says more, `names` are read by it."""

    code: str
    label: str
    chosen: bool
    hint: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """A column that can be named: our name, what it is called here, the file's columns."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class UploadLine:
    """A file in the list."""

    name: str
    url: str
    given: Moment
    state: State


@dataclass(frozen=True)
class ImportsPage:
    """The form for a file, and the latest ones."""

    error: str
    limit_mb: int
    uploads: tuple[UploadLine, ...]


@dataclass(frozen=True)
class LayerTab:
    """A layer to look into."""

    name: str
    rows: str
    url: str
    current: bool


@dataclass(frozen=True)
class PreviewPage:
    """A file before it is checked: what is in it, and what has to be said of it."""

    name: str
    error: str
    layers: tuple[LayerTab, ...]
    layer: str
    has_columns: bool
    crs: str
    crs_asked: str
    crs_value: str
    columns: tuple[str, ...]
    first: tuple[tuple[str, ...], ...]
    rows: int
    encodings: tuple[Choice, ...]
    datums: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    facilities: tuple[Choice, ...]
    fields: tuple[Field, ...]
    accept_refusals: bool
    end_missing: bool
    look_url: str
    check_url: str
    report_url: str
    index_url: str


def preview_columns(layer: LayerPreview) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns that a page shows and the first rows, columns with a meaning first."""
    meant = [column for column in dict.fromkeys(layer.guessed.values()) if column in layer.columns]
    order = [*meant, *(column for column in layer.columns if column not in meant)][:MOST_COLUMNS]
    places = [layer.columns.index(column) for column in order]
    return tuple(order), tuple(tuple(row[place] for place in places) for row in layer.first)


def encoding_choices(layer: LayerPreview, chosen: str | None) -> tuple[Choice, ...]:
    """Return the encodings that a layer's texts can be read in, each with some texts in it."""
    current = chosen or layer.encoding
    return tuple(
        Choice(code, code, code == current, names=tuple(layer.texts[code]))
        for code in CODECS
        if code in layer.texts
    )


def datum_choices(
    chosen: Datum, distances_m: dict[Datum, float], guess: Datum | None
) -> tuple[Choice, ...]:
    """Return the datums with how far the file's places then lie from the lanes that are here."""
    labels = {
        Datum.WGS84: _("WGS 84: GPS, OpenStreetMap, most surveys"),
        Datum.GCJ02: _("GCJ-02: Amap, Tencent"),
        Datum.BD09: _("BD-09: Baidu"),
    }
    return tuple(
        Choice(datum, label, datum is chosen, _distance(distances_m.get(datum), datum is guess))
        for datum, label in labels.items()
    )


def _distance(metres: float | None, likeliest: bool) -> str:  # noqa: FBT001 - one of the two texts
    if metres is None:
        return ""
    if metres > METRES_SHOWN:
        return _("far from all lanes here")
    text = _("%(metres)s m from the lanes here", metres=round(metres))
    return _("%(distance)s: most likely", distance=text) if likeliest else text


def kind_choices(chosen: PlaceKind | None) -> tuple[Choice, ...]:
    """Return what all rows of a layer can be said to be."""
    labels = {
        "": _("As the file says, else by geometry"),
        PlaceKind.LANE: _("Lanes"),
        PlaceKind.COURTYARD: _("Courtyards"),
        PlaceKind.FACILITY: _("Facilities"),
    }
    return tuple(Choice(code, label, code == (chosen or "")) for code, label in labels.items())


def facility_choices(chosen: str | None) -> tuple[Choice, ...]:
    """Return what facilities can be that do not say it."""
    labels = facility_labels()
    none = Choice("", _("As the column says"), not chosen)
    return (none, *(Choice(code, labels[code], code == chosen) for code in FACILITY_KINDS))


def facility_labels() -> dict[str, str]:
    """Return what each kind of facility is called."""
    return {
        "bike_parking": _("Bike parking"),
        "rubbish_point": _("Rubbish point"),
        "lamp": _("Street lamp"),
        "manhole": _("Manhole"),
        "hydrant": _("Hydrant"),
        "landmark": _("Landmark"),
        "building": _("Building"),
    }


def field_choices(layer: LayerPreview, choices: Choices) -> tuple[Field, ...]:
    """Return our names with the columns that they can be read from."""
    labels = {
        "code": _("Code on the sign"),
        "name": _("Name, whatever its language"),
        "name_zh": _("Name in Chinese"),
        "name_bo": _("Name in Tibetan"),
        "name_en": _("Name in English"),
        "kind": _("Lane, courtyard or facility"),
        "facility": _("Which facility"),
    }
    mapped = layer.guessed | dict(choices.columns)
    return tuple(
        Field(
            ours,
            labels[ours],
            (
                Choice("", _("no column"), not mapped.get(ours)),
                *(Choice(name, name, name == mapped.get(ours)) for name in layer.columns),
            ),
        )
        for ours in OURS
    )


def crs_question(layer: LayerPreview) -> str:
    """Return what to ask about a reference system that a layer does not say; else empty."""
    if layer.crs:
        return ""
    if layer.in_degrees:
        return _(
            "The file does not say it. The positions look like degrees: most likely EPSG:4326."
        )
    return _("The file does not say it. The positions are in metres: ask who made the file.")


def upload_state(upload: Any, job: str | None) -> State:  # noqa: ANN401 - a row of the table
    """Return where a file stands."""
    if job in {"waiting", "running"}:
        return State(_("Being worked on"), "info")
    if upload.outcome is not None:
        return State(_("Imported"), "done")
    if upload.rehearsal is not None:
        return State(_("Checked"), "info")
    return State(_("Given"))
