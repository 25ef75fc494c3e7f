/** The page of a place: where it lies. */

import { openMap } from "../lib/base_map.js";
import { byId, data } from "../lib/dom.js";
import { hasLeaflet } from "../lib/leaflet.js";
import { parsePositions } from "../lib/positions.js";
import { shapeLayer } from "../lib/shape_layer.js";

const CLOSE_UP = 19;
/** @type {Record<string, import("../lib/vertices.js").Shape>} */
const SHAPES = { lanes: "line", courtyards: "ring", facilities: "spot" };

/** Wire the page. */
function main() {
  const element = byId("place-map", HTMLElement);
  const points = parsePositions(data(element, "geometry"));
  if (!hasLeaflet() || !points?.length) {
    element.hidden = true;
    return;
  }
  const { map, places } = openMap(element, element);
  const layer = shapeLayer(map, SHAPES[data(element, "kind")]);
  layer.show(points);
  map.fitBounds(layer.bounds().pad(0.6), { maxZoom: CLOSE_UP });
  const entrance = parsePositions(data(element, "entrance")) ?? [];
  if (entrance.length) shapeLayer(map, "spot").show(entrance);
  places.then(() => layer.show(points)); // on top of what came later
}

if (typeof document !== "undefined") main();
