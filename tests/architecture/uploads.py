"""Files of lanes that somebody of the world has given, looked into and checked."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from app import LaneSteward
from app.db import transaction
from app.places.imports.came_to import outcome_to_json
from app.places.imports.choices import Choices
from app.places.imports.importing import ImportOutcome
from app.places.imports.load import ImportSummary
from app.places.imports.previews import LayerPreview, Preview
from app.places.imports.rows import ReadResult
from app.places.imports.upload_models import PlaceImport

FILE = b"""{"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"code": "N"},
    "geometry": {"type": "LineString", "coordinates": [[91.1, 29.6], [91.2, 29.7]]}}]}"""
LOOK = LayerPreview(
    name="lanes.geojson",
    kind="",
    geometry_type="",
    rows=1,
    crs="EPSG:4326",
    in_degrees=True,
    columns=["code"],
    guessed={},
    encoding="",
    texts={},
    first=[["N"]],
    positions=[],
)


def uploaded(app: LaneSteward, community_id: int) -> UUID:
    """Write a file of a community; return its id."""
    number = uuid4()
    made = PlaceImport(
        community_id=community_id,
        id=number,
        person_id=1,
        created_at=datetime.now(UTC),
        file_name="lanes.geojson",
        file_bytes=len(FILE),
        file=FILE,
        preview=Preview(has_columns=False, layers=[LOOK]).to_json(),
        choices=Choices().to_json(),
        rehearsal=outcome_to_json(ImportOutcome(ReadResult(()), ImportSummary({}), written=False)),
    )
    with app.app_context(), transaction() as own:
        own.add(made)
    return number
