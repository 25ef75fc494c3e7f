"""Our Folium plugins: each takes addresses and style values, and the browser fetches the data.

Style values are names of custom properties (`--heat-1`), so light and dark need no second map.
"""

from __future__ import annotations

from collections.abc import Sequence

from branca.element import MacroElement
from folium.template import Template

from app.maps.base import Plugin


class MetricScale(MacroElement):
    """A scale bar in metres."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            L.control.scale({imperial: false}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "MetricScale", "plain"


class PlacesLayer(Plugin):
    """The base map: lanes, courtyards, facilities and their names; the map is fitted to the lanes.

    Args:
        lanes: Address of a GeoJSON collection of lines.
        courtyards: Address of a GeoJSON collection of polygons.
        facilities: Address of a GeoJSON collection of points and polygons.
    """

    def __init__(self, lanes: str, courtyards: str, facilities: str) -> None:
        super().__init__(
            "places",
            "/static/js/lib/place_layer.js",
            "addPlaces",
            {"lanes": lanes, "courtyards": courtyards, "facilities": facilities},
            {},
        )


class HeatLayer(Plugin):
    """A surface of heat, drawn on a canvas, asked for again while the page is looked at.

    Args:
        heat: Address of the surface; the page's own filters are added to it.
        ramp: Custom properties of the colours, low to high.
        opacity: Of the highest value, 0 to 1.
        every_s: Seconds between two looks.
    """

    def __init__(self, heat: str, ramp: Sequence[str], opacity: float, every_s: float) -> None:
        super().__init__(
            "heat",
            "/static/js/lib/heat_layer.js",
            "addHeat",
            {"heat": heat},
            {"ramp": list(ramp), "opacity": opacity, "everySeconds": every_s},
        )


class LaneRateLayer(Plugin):
    """Lanes coloured in classes by their rate; a lane can be pointed at, chosen and shown.

    Args:
        rates: Address of the rates and their classes; the page's own filters are added to it.
        lanes: Address of the lanes' GeoJSON, as the base map has it.
        ramp: Custom properties of the classes' colours, low to high.
        chosen: Custom property of the colour round the chosen lane.
        every_s: Seconds between two looks.
    """

    def __init__(
        self, rates: str, lanes: str, ramp: Sequence[str], chosen: str, every_s: float
    ) -> None:
        super().__init__(
            "lane_rates",
            "/static/js/lib/lane_rate_layer.js",
            "addLaneRates",
            {"rates": rates, "lanes": lanes},
            {"ramp": list(ramp), "chosen": chosen, "everySeconds": every_s},
        )
