"""Lanes out of an OpenStreetMap file (XML or PBF), by pyosmium.

Which ways are lanes, and why: docs/decisions/0004-what-is-a-lane-in-openstreetmap.md.
The file is read twice, ways first, so that only the positions of lanes are kept in memory and
the order of the objects in the file does not matter.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

import osmium
from osmium.filter import IdFilter, KeyFilter
from osmium.osm import NODE, WAY, Node, Way

from app.places.imports import files
from app.places.imports.checks import clean_text, shown
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.files import Format, too_much_inside
from app.places.imports.geometry import checked
from app.places.imports.names import names_from
from app.places.imports.osm_tags import LANE_HIGHWAYS, lane_attributes
from app.places.imports.pbf import unpacked_size
from app.places.imports.reasons import Reason
from app.places.imports.rows import (
    PlaceKind,
    PlaceRow,
    Progress,
    ReadResult,
    Refusal,
    RowRefused,
)

UNKNOWN_X = 2**31 - 1
"""What libosmium gives as x of a node that has no position."""

MAX_POINTS = 10_000_000
"""Most points of all lanes of a file together. Own choice: bounds the memory to about 1 GB."""

STEP = 500
"""Rows between two calls of progress."""


Position: TypeAlias = list[float]
"""Longitude and latitude, degrees, as in GeoJSON."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way that is a lane, before its points are known."""

    id: int
    nodes: tuple[int, ...]
    tags: dict[str, str]


def read_osm(path: Path, file_format: Format, progress: Progress) -> ReadResult:
    """Return the lanes of an OpenStreetMap file.

    Args:
        path: Plain (not packed) file.
        file_format: `OSM_XML` or `OSM_PBF`.
        progress: Called with lanes done and lanes in all.

    Raises:
        UnreadableFileError: Where the file is damaged, cut short or not OpenStreetMap.
    """
    source = osmium.io.File(str(path), file_format.value)
    try:
        if file_format is Format.OSM_PBF and unpacked_size(path) > files.MAX_UNPACKED_BYTES:
            raise too_much_inside()
        ways, ignored = _lane_ways(source)
        positions = _positions(source, {node for way in ways for node in way.nodes})
    except (RuntimeError, ValueError, OSError, osmium.InvalidLocationError) as error:
        raise UnreadableFileError(FileProblem.OSM_DAMAGED, problem=shown(error)) from error
    return _rows(ways, positions, ignored, progress)


def _lane_ways(source: osmium.io.File) -> tuple[list[_Way], Counter[str]]:
    """Return the ways that are lanes, and counts of the other `highway` ways by value."""
    ways: list[_Way] = []
    ignored: Counter[str] = Counter()
    points = 0
    for way in osmium.FileProcessor(source, WAY).with_filter(KeyFilter("highway")):
        if not isinstance(way, Way):
            continue
        tags = {tag.k: tag.v for tag in way.tags}
        other = _why_no_lane(way, tags)
        if other:
            ignored[other] += 1
        else:
            points += len(way.nodes) + 1
            if points > MAX_POINTS:
                raise UnreadableFileError(FileProblem.TOO_MANY_LANES)
            ways.append(_Way(way.id, tuple(node.ref for node in way.nodes), tags))
    return ways, ignored


def _why_no_lane(way: Way, tags: dict[str, str]) -> str:
    """Return what a way is instead of a lane, as tag text; empty for a lane."""
    if not way.visible:
        return "deleted"
    if tags.get("area") == "yes":
        return "area=yes"
    highway = tags["highway"]
    return "" if highway in LANE_HIGHWAYS else f"highway={shown(highway)}"


def _positions(source: osmium.io.File, wanted: set[int]) -> dict[int, Position]:
    """Return longitude and latitude, degrees, of the wanted nodes that the file holds."""
    found: dict[int, Position] = {}
    if not wanted:
        return found
    for node in osmium.FileProcessor(source, NODE).with_filter(IdFilter(wanted)):
        if isinstance(node, Node) and node.location.x != UNKNOWN_X:
            here = node.location
            found[node.id] = [here.lon_without_check(), here.lat_without_check()]
    return found


def _rows(
    ways: Sequence[_Way],
    positions: dict[int, Position],
    ignored: Counter[str],
    progress: Progress,
) -> ReadResult:
    """Turn ways into rows, refusals and notes."""
    rows: list[PlaceRow] = []
    refusals: list[Refusal] = []
    notes: list[Refusal] = []
    for done, way in enumerate(ways):
        if done % STEP == 0:
            progress(done, len(ways))
        try:
            rows.append(_row(way, positions))
            notes.extend(_cut(way, positions))
        except RowRefused as refused:
            refusals.append(refused.refusal(f"way {way.id}"))
    progress(len(ways), len(ways))
    return ReadResult(tuple(rows), tuple(refusals), tuple(notes), dict(ignored))


def _row(way: _Way, positions: dict[int, Position]) -> PlaceRow:
    """Return a way as a lane."""
    return PlaceRow(
        kind=PlaceKind.LANE,
        code=f"W{way.id}",
        names=names_from(
            plain=clean_text(way.tags.get("name"), "name"),
            zh=clean_text(way.tags.get("name:zh-Hans") or way.tags.get("name:zh"), "name:zh"),
            bo=clean_text(way.tags.get("name:bo"), "name:bo"),
            en=clean_text(way.tags.get("name:en"), "name:en"),
        ),
        geometry=checked(PlaceKind.LANE, "LineString", _longest_run(way, positions)),
        source_ref=f"way {way.id}",
        attributes=lane_attributes(way.tags),
    )


def _longest_run(way: _Way, positions: dict[int, Position]) -> list[Position]:
    """Return a way's points between two that the file lacks, the longest such run.

    A lane is never drawn across a missing point: nobody knows where it goes there.
    """
    missing = sum(node not in positions for node in way.nodes)
    run = max(_runs(way, positions), key=len, default=[])
    if missing and len(run) < 2:  # noqa: PLR2004 - a line has two ends
        raise RowRefused(Reason.MISSING_NODES, missing=str(missing), total=str(len(way.nodes)))
    return run


def _runs(way: _Way, positions: dict[int, Position]) -> Iterator[list[Position]]:
    """Yield the runs of neighbouring points whose positions are known."""
    for known, nodes in groupby(way.nodes, key=positions.__contains__):
        if known:
            yield [positions[node] for node in nodes]


def _cut(way: _Way, positions: dict[int, Position]) -> Iterator[Refusal]:
    """Yield a note where a lane was cut at the edge of the file."""
    missing = sum(node not in positions for node in way.nodes)
    if missing:
        details = {"missing": str(missing), "total": str(len(way.nodes))}
        yield Refusal(f"way {way.id}", Reason.CUT_AT_EDGE, details)
