"""The live places of a community, read and written in bulk. Nothing here ends a transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias, cast

import shapely
from geoalchemy2 import WKBElement
from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from app.db import add_rows
from app.places.imports.geometry import ELLIPSOID
from app.places.imports.matching import Change, Existing, said
from app.places.imports.rows import PlaceKind, PlaceRow
from app.places.models import WGS84, Courtyard, Facility, Lane

Model: TypeAlias = type[Lane] | type[Courtyard] | type[Facility]

MODELS: Mapping[PlaceKind, Model] = {
    PlaceKind.LANE: Lane,
    PlaceKind.COURTYARD: Courtyard,
    PlaceKind.FACILITY: Facility,
}

BLANK: Mapping[PlaceKind, Mapping[str, object]] = {
    PlaceKind.LANE: {"surface": "", "lit": None, "width_m": None},
    PlaceKind.COURTYARD: {"households": None, "lane_id": None},
    PlaceKind.FACILITY: {"kind": None},
}
"""The columns of a kind that a file may fill beside code, names and geometry."""

NAMES: Mapping[str, object] = {"name_zh": "", "name_bo": "", "name_en": ""}

SOURCE_LENGTH = 80
"""Characters that the column `source` holds."""


def live_places(session: Session, community_id: int, kind: PlaceKind) -> list[Existing]:
    """Return the live places of a kind, by id."""
    model = MODELS[kind]
    columns = [*NAMES, *BLANK[kind]]
    rows = session.execute(
        select(
            model.id,
            model.code,
            func.ST_AsBinary(model.geom, "NDR").label("geom"),
            *(getattr(model, column) for column in columns),
        )
        .where(model.community_id == community_id, model.valid_to.is_(None))
        .order_by(model.id)
    ).mappings()
    return [
        Existing(
            id=row["id"],
            code=row["code"],
            values={column: row[column] for column in columns} | {"geom": bytes(row["geom"])},
        )
        for row in rows
    ]


def insert_places(
    session: Session, community_id: int, rows: Sequence[PlaceRow], today: date, source: str
) -> None:
    """Insert rows of one kind as places that are valid from `today`."""
    if not rows:
        return
    kind = rows[0].kind
    add_rows(
        session,
        MODELS[kind],
        [
            {
                "community_id": community_id,
                "code": row.code,
                "valid_from": today,
                "source": f"{source} {row.source_ref}".strip()[:SOURCE_LENGTH],
                **_stored(kind, {**NAMES, **BLANK[kind], **said(row)}),
            }
            for row in rows
        ],
    )


def update_places(
    session: Session, community_id: int, kind: PlaceKind, changes: Sequence[Change]
) -> None:
    """Write changed values into live places of one kind."""
    model = MODELS[kind]
    for change in changes:
        session.execute(
            update(model)
            .where(model.community_id == community_id, model.id == change.id)
            .values(_stored(kind, change.values))
            .execution_options(synchronize_session=False)
        )


def end_places(
    session: Session, community_id: int, kind: PlaceKind, ids: Sequence[int], today: date
) -> int:
    """End live places from `today` on and return how many; one begun today ends tomorrow."""
    model = MODELS[kind]
    ended = session.execute(
        update(model)
        .where(model.community_id == community_id, model.id.in_(ids), model.valid_to.is_(None))
        .values(valid_to=func.greatest(today, model.valid_from + 1))
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", ended).rowcount


def _stored(kind: PlaceKind, values: Mapping[str, object]) -> dict[str, object]:
    """Return values as their columns take them; a lane's length follows from its line."""
    stored = dict(values)
    wkb = values.get("geom")
    if isinstance(wkb, bytes):
        stored["geom"] = WKBElement(wkb, srid=WGS84)
        if kind is PlaceKind.LANE:
            stored["length_m"] = ELLIPSOID.geometry_length(shapely.from_wkb(wkb))
    return stored
