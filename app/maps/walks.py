"""Our Folium plugin for walks: lines with arrows, a colour to each team."""

from __future__ import annotations

from collections.abc import Sequence

from app.maps.base import Plugin


class WalksLayer(Plugin):
    """The walks of a day: inspected stretches thick, those merely walked over thin.

    Args:
        plans: Address below which the days' plans lie; the page says which day and version.
        colours: Custom properties of the walks' colours, in their order; they come round again.
        chosen: Custom property of the colour round the stretch that is pointed at.
    """

    def __init__(self, plans: str, colours: Sequence[str], chosen: str) -> None:
        super().__init__(
            "walks",
            "/static/js/lib/walk_layer.js",
            "addWalks",
            {"plans": plans},
            {"colours": list(colours), "chosen": chosen},
        )
