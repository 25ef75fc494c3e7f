"""Our Folium plugins: each takes addresses and style values, and the browser fetches the data.

Style values are names of custom properties (`--heat-1`), so light and dark need no second map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


class BaseMapLayer(Plugin):
    """The base map as vector tiles; the map is fitted to the places, or to the address's spot.

    Args:
        base_map: Address of the document that says where the tiles are.
    """

    def __init__(self, base_map: str) -> None:
        super().__init__(
            "base_map",
            "/static/js/lib/base_map_layer.js",
            "addBaseMap",
            {"map": base_map},
            {},
        )


class HeatLayer(Plugin):
    """A surface of heat, drawn on a canvas, asked for again while the page is looked at.

    Args:
        heat: Address of the surface; the page's own filters are added to it.
        ramp: Custom properties of the colours, low to high.
        change: Custom properties of the colours of a change, from fewest to most.
        opacity: Of the highest value, 0 to 1.
        every_s: Seconds between two looks.
    """

    def __init__(
        self, heat: str, ramp: Sequence[str], change: Sequence[str], opacity: float, every_s: float
    ) -> None:
        super().__init__(
            "heat",
            "/static/js/lib/heat_layer.js",
            "addHeat",
            {"heat": heat},
            {
                "ramp": list(ramp),
                "change": list(change),
                "opacity": opacity,
                "everySeconds": every_s,
            },
        )


class AlongLayer(Plugin):
    """Heat along the lanes, in pieces, asked for again while the page is looked at.

    Args:
        heat: Address of the heat; the page's own filters are added to it.
        prepare: Address that has it worked out where the lanes have changed.
        ramp: Custom properties of the colours, low to high.
        change: Custom properties of the colours of a change, from fewest to most.
        every_s: Seconds between two looks.
    """

    def __init__(
        self, heat: str, prepare: str, ramp: Sequence[str], change: Sequence[str], every_s: float
    ) -> None:
        super().__init__(
            "along",
            "/static/js/lib/along_layer.js",
            "addAlong",
            {"heat": heat, "prepare": prepare},
            {"ramp": list(ramp), "change": list(change), "everySeconds": every_s},
        )


@dataclass(frozen=True)
class LaneLook:
    """How lanes look: custom properties of colours, and seconds between two looks at the data.

    Attributes:
        ramp: Of the classes of risk, low to high.
        change: Of a change, from fewest to most, an odd number.
        chosen: Round the chosen lane.
        flagged: Round lanes that are flagged.
        clustered: Round lanes that stand together.
        unknown: Of lanes where nobody has been.
        every_s: Between two looks at the counts.
        risk_s: Between two looks at the risk, which moves slowly.
    """

    ramp: Sequence[str]
    change: Sequence[str]
    chosen: str
    flagged: str
    clustered: str
    unknown: str
    every_s: float
    risk_s: float


class LaneLayer(Plugin):
    """Lanes coloured by risk or change; a lane can be pointed at, chosen and shown.

    Args:
        rates: Address of the counts; the page's own filters are added to it.
        risk: Address of the risk; the last day and the category are added to it.
        lanes: Address of the lanes' GeoJSON.
        look: Colours and rhythm.
    """

    def __init__(self, rates: str, risk: str, lanes: str, look: LaneLook) -> None:
        super().__init__(
            "lane_rates",
            "/static/js/lib/lane_layer.js",
            "addLanes",
            {"rates": rates, "risk": risk, "lanes": lanes},
            {
                "ramp": list(look.ramp),
                "change": list(look.change),
                "chosen": look.chosen,
                "flagged": look.flagged,
                "clustered": look.clustered,
                "unknown": look.unknown,
                "everySeconds": look.every_s,
                "riskSeconds": look.risk_s,
            },
        )
