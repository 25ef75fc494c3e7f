/** The list of places beside their map: a tap on a place opens its page. */

import { openMap } from "../lib/base_map.js";
import { byId, data } from "../lib/dom.js";
import { hasLeaflet, leaflet } from "../lib/leaflet.js";

/** A line is hard to hit: this many pixels round it count as well. */
const REACH_PX = 24;

/** Wire the page. */
async function main() {
  const element = byId("places-map", HTMLElement);
  if (!hasLeaflet()) {
    element.hidden = true;
    return;
  }
  const { map, places } = openMap(element, element);
  const kind = /** @type {"lanes" | "courtyards" | "facilities"} */ (data(element, "kind"));
  const features = (await places)[kind];
  const L = leaflet();
  const unseen = { opacity: 0, fillOpacity: 0, weight: REACH_PX };
  L.geoJSON(features, {
    style: unseen,
    pointToLayer: (_feature, at) => L.circleMarker(at, { ...unseen, radius: REACH_PX / 2 }),
    onEachFeature: ({ id }, layer) => {
      layer.on("click", () => location.assign(`/places/${kind}/${id}`));
    },
  }).addTo(map);
}

if (typeof document !== "undefined") main();
