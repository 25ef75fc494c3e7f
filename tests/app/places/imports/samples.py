"""Ways and features that the tests of the readers share."""

import osmium
from osmium.osm.mutable import Node, Way

LINE = {"type": "LineString", "coordinates": [[91.131, 29.651], [91.132, 29.652]]}
RING = [[91.131, 29.651], [91.132, 29.651], [91.132, 29.652], [91.131, 29.651]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
POINT = {"type": "Point", "coordinates": [91.131, 29.651]}


def way(number: int, nodes: str, **tags: str) -> str:
    """Return a way as XML; a double underscore in a tag's name stands for a colon."""
    points = "".join(f'<nd ref="{node}"/>' for node in nodes.split())
    named = {"highway": "residential", **tags}
    marks = "".join(f'<tag k="{k.replace("__", ":")}" v="{v}"/>' for k, v in named.items())
    return f'<way id="{number}" version="1">{points}{marks}</way>'


def feature(geometry: object, **properties: object) -> dict[str, object]:
    """Return a GeoJSON feature with the code L1 unless another is given."""
    return {"type": "Feature", "geometry": geometry, "properties": {"code": "L1", **properties}}


def line(*positions: object) -> dict[str, object]:
    """Return a GeoJSON line."""
    return {"type": "LineString", "coordinates": positions}


def write_pbf(path):
    """Write a PBF file with one flight of steps, way 7."""
    with osmium.SimpleWriter(str(path)) as writer:
        writer.add_node(Node(id=1, location=(91.131, 29.651)))
        writer.add_node(Node(id=2, location=(91.132, 29.652)))
        writer.add_way(Way(id=7, nodes=[1, 2], tags={"highway": "steps"}))
