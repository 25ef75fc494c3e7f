"""A row's named values to a place: the same names in every format that has columns.

`code`, `kind`, `name`, `name_zh`, `name_bo`, `name_en`, and per kind the attributes below.
"""

from collections.abc import Callable, Mapping

from app.places.imports.checks import MAX_SURFACE, MAX_WIDTH_M, clean_code, clean_text, shown
from app.places.imports.geometry import KIND_OF_TYPE, checked
from app.places.imports.names import names_from
from app.places.imports.reasons import Reason
from app.places.imports.rows import Attribute, Names, PlaceKind, PlaceRow, RowRefused

MAX_HOUSEHOLDS = 100_000
"""Most households of one courtyard; more is a slip of the pen. Own choice."""

FACILITY_KINDS = (
    "bike_parking",
    "rubbish_point",
    "lamp",
    "manhole",
    "hydrant",
    "landmark",
    "building",
)
"""What a facility can be; the table `facility` allows no other."""


def place_row(
    properties: Mapping[str, object], type_name: str, coordinates: object, source_ref: str
) -> PlaceRow:
    """Return a place from its named values and a one-part GeoJSON geometry.

    Raises:
        RowRefused: With the reason.
    """
    kind = _kind(properties.get("kind"), type_name)
    return PlaceRow(
        kind=kind,
        code=clean_code(properties.get("code")),
        names=_names(properties),
        geometry=checked(kind, type_name, coordinates),
        source_ref=source_ref,
        attributes=_attributes(kind, properties),
    )


def _kind(stated: object, type_name: str) -> PlaceKind:
    """Return the kind that the row states, or else the one its geometry stands for."""
    if stated is None and type_name in KIND_OF_TYPE:
        return KIND_OF_TYPE[type_name]
    if stated is None:
        raise RowRefused(Reason.UNREADABLE_GEOMETRY, problem=shown(type_name))
    if stated not in list(PlaceKind):
        raise RowRefused(Reason.UNKNOWN_KIND, kind=shown(stated), kinds=", ".join(PlaceKind))
    return PlaceKind(str(stated))


def _names(properties: Mapping[str, object]) -> Names:
    """Return the names of a row."""
    return names_from(
        *(clean_text(properties.get(key), key) for key in ("name", "name_zh", "name_bo", "name_en"))
    )


def _attributes(kind: PlaceKind, properties: Mapping[str, object]) -> dict[str, Attribute]:
    """Return the attributes of a kind that the row gives; a facility must say what it is."""
    if kind is PlaceKind.FACILITY and properties.get("facility") is None:
        raise RowRefused(Reason.BAD_ATTRIBUTE, field="facility", value="null")
    return {
        key: read(key, properties[key])
        for key, read in ATTRIBUTES[kind].items()
        if properties.get(key) is not None
    }


def _width(field: str, value: object) -> Attribute:
    """Return a width in metres."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(value, int | float) and number and 0.0 < value <= MAX_WIDTH_M:
        return float(value)
    raise RowRefused(Reason.BAD_ATTRIBUTE, field=field, value=shown(value))


def _households(field: str, value: object) -> Attribute:
    """Return a count of households."""
    counted = isinstance(value, int) and not isinstance(value, bool)
    if isinstance(value, int) and counted and 0 <= value <= MAX_HOUSEHOLDS:
        return value
    raise RowRefused(Reason.BAD_ATTRIBUTE, field=field, value=shown(value))


def _yes_no(field: str, value: object) -> Attribute:
    """Return true or false."""
    if isinstance(value, bool):
        return value
    raise RowRefused(Reason.BAD_ATTRIBUTE, field=field, value=shown(value))


def _surface(field: str, value: object) -> Attribute:
    """Return a word for a surface."""
    return clean_text(value, field, MAX_SURFACE)


def _lane(_field: str, value: object) -> Attribute:
    """Return the code of the lane from which a courtyard is entered."""
    return clean_code(value)


def _facility(field: str, value: object) -> Attribute:
    """Return what a facility is."""
    if isinstance(value, str) and value in FACILITY_KINDS:
        return value
    raise RowRefused(Reason.BAD_ATTRIBUTE, field=field, value=shown(value))


ATTRIBUTES: Mapping[PlaceKind, Mapping[str, Callable[[str, object], Attribute]]] = {
    PlaceKind.LANE: {"width_m": _width, "surface": _surface, "lit": _yes_no},
    PlaceKind.COURTYARD: {"households": _households, "lane": _lane},
    PlaceKind.FACILITY: {"facility": _facility},
}

KNOWN = frozenset({"code", "kind", "name", "name_zh", "name_bo", "name_en"}).union(
    *ATTRIBUTES.values()
)
"""Names of values that are read; others are left, and counted in the report."""
