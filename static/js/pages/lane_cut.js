/** Where a lane is cut: by a tap on the map or in metres, whichever was said last. */

import { openMap } from "../lib/base_map.js";
import { byId, data } from "../lib/dom.js";
import { hasLeaflet } from "../lib/leaflet.js";
import { alongLine, lengthOf, parsePositions } from "../lib/positions.js";
import { shapeLayer } from "../lib/shape_layer.js";

/** @typedef {import("../lib/positions.js").LonLat} LonLat */

/**
 * The position so many metres along a line; its ends where that is beyond them.
 * @param {readonly LonLat[]} line
 * @param {number} metres
 * @returns {LonLat}
 */
export function positionAt(line, metres) {
  let left = metres;
  for (let i = 0; i + 1 < line.length; i += 1) {
    const step = lengthOf([line[i], line[i + 1]]);
    if (left <= step) {
      const share = step ? Math.max(0, left / step) : 0;
      const [a, b] = [line[i], line[i + 1]];
      return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
    }
    left -= step;
  }
  return line[line.length - 1];
}

/** Wire the page. */
function main() {
  const element = byId("cut-map", HTMLElement);
  const line = parsePositions(data(element, "geometry"));
  if (!hasLeaflet() || !line?.length) {
    element.hidden = true;
    return;
  }
  const { map, places } = openMap(element, element);
  const lane = shapeLayer(map, "line");
  const cut = shapeLayer(map, "spot");
  const input = byId("at_m", HTMLInputElement);
  const show = () => {
    lane.show(line);
    cut.show([positionAt(line, Number(input.value) || 0)]);
  };
  show();
  map.fitBounds(lane.bounds().pad(0.4));
  map.on("click", ({ latlng }) => {
    const { lng, lat } = latlng.wrap();
    input.value = alongLine(line, [lng, lat]).metres.toFixed(1);
    show();
  });
  input.addEventListener("input", show);
  places.then(show);
}

if (typeof document !== "undefined") main();
