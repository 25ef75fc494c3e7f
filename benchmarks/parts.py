"""The parts of the table, in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks import (
    heat,
    heat_endpoint,
    later,
    map_page,
    networks,
    pages,
    patrol_days,
    patrols,
    pins,
    postmen,
    prizes,
    start,
    tiles,
)
from benchmarks.hotspots import along, foretelling, peers, simulated
from benchmarks.rows import Row

PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "networks": networks.rows,
    "postmen": postmen.rows,
    "patrols": patrols.rows,
    "prizes": prizes.rows,
    "patrol_days": patrol_days.rows,
    "heat": heat.rows,
    "peers": peers.rows,
    "foretelling": foretelling.rows,
    "simulated": simulated.rows,
    "along": along.rows,
    "pages": pages.rows,
    "map_page": map_page.rows,
    "tiles": tiles.rows,
    "pins": pins.rows,
    "heat_endpoint": heat_endpoint.rows,
    "start": start.rows,
    "later": later.rows,
}
