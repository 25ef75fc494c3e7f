/** Which tiles a view needs, and tiles as places: features in degrees, and paths that a canvas draws at any zoom. */

import { decodeTile } from "./mvt.js";
import { facilityLayer } from "./place_map.js";

/** @typedef {import("./place_map.js").Feature} Feature */
/** @typedef {import("./mvt.js").TileFeature} TileFeature */
/** @typedef {{z: number, x: number, y: number}} Spot a tile's place */
/** @typedef {{building: Path2D, landmark: Path2D, courtyard: Path2D, area: Path2D, lanes: Map<number, Path2D>, spots: {kind: string, x: number, y: number}[]}} Shapes in the tile's units */
/** @typedef {{spot: Spot, extent: number, shapes: Shapes, lanes: Feature[], courtyards: Feature[], facilities: Feature[]}} Tile */

/** Zooms that are asked for; a nearer view draws the same tile larger, without loss: lines, not pixels. */
const DATA_ZOOMS = [16, 14, 11, 7, 3, 0];
/** More tiles than a view of any sensible zoom can need. */
const MOST_TILES = 60;

/**
 * The zoom whose tiles are drawn.
 * @param {number} zoom of the view
 * @returns {number}
 */
export function dataZoom(zoom) {
  return DATA_ZOOMS.find((one) => one - 1 <= zoom) ?? 0;
}

/**
 * A place's position on the square map of the world, 0 to 1 from the north-west.
 * @param {number} lon
 * @param {number} lat
 * @returns {[number, number]}
 */
export function onSquare(lon, lat) {
  const sine = Math.sin((Math.min(85, Math.max(-85, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/**
 * The degrees of a position on the square map.
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]} longitude, latitude
 */
export function inDegrees(x, y) {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return [(x - 0.5) * 360, lat];
}

/**
 * The tiles of a zoom that a box touches.
 * @param {[number, number, number, number]} box west, south, east, north in degrees
 * @param {number} z
 * @returns {Spot[]}
 */
export function tilesFor([west, south, east, north], z) {
  const side = 2 ** z;
  const cell = (/** @type {number} */ share) =>
    Math.min(side - 1, Math.max(0, Math.floor(share * side)));
  const [[x0, y0], [x1, y1]] = [onSquare(west, north), onSquare(east, south)].map(([x, y]) => [
    cell(x),
    cell(y),
  ]);
  /** @type {Spot[]} */
  const found = [];
  for (let y = y0; y <= y1; y += 1) {
    for (let x = x0; x <= x1 && found.length < MOST_TILES; x += 1) found.push({ z, x, y });
  }
  return found;
}

/**
 * @param {Path2D} path
 * @param {TileFeature} feature
 * @param {boolean} closed
 */
function addTo(path, { parts }, closed) {
  for (const part of parts) {
    path.moveTo(part[0], part[1]);
    for (let i = 2; i < part.length; i += 2) path.lineTo(part[i], part[i + 1]);
    if (closed) path.closePath();
  }
}

/**
 * A tile's feature as GeoJSON in degrees.
 * @param {TileFeature} feature
 * @param {Spot} spot
 * @param {number} extent
 * @returns {Feature}
 */
export function featureFrom({ id, type, properties, parts }, { z, x, y }, extent) {
  const side = 2 ** z;
  const lines = parts.map((part) =>
    part.flatMap((_one, i) =>
      i % 2 ? [] : [inDegrees((x + part[i] / extent) / side, (y + part[i + 1] / extent) / side)],
    ),
  );
  const geometry =
    type === 1
      ? { type: "Point", coordinates: lines[0]?.[0] ?? [0, 0] }
      : type === 2
        ? { type: "MultiLineString", coordinates: lines }
        : { type: "Polygon", coordinates: lines };
  return { type: "Feature", id, properties: { id, ...properties }, geometry };
}

/**
 * A tile from its bytes.
 * @param {Uint8Array} bytes
 * @param {Spot} spot
 * @returns {Tile}
 */
export function tileFrom(bytes, spot) {
  const layers = new Map(decodeTile(bytes).map((one) => [one.name, one]));
  const of = (/** @type {string} */ name) => layers.get(name)?.features ?? [];
  const extent = layers.values().next().value?.extent ?? 4096;
  const features = (/** @type {string} */ name) =>
    of(name).map((one) => featureFrom(one, spot, extent));
  /** @type {Shapes} */
  const shapes = {
    building: new Path2D(),
    landmark: new Path2D(),
    courtyard: new Path2D(),
    area: new Path2D(),
    lanes: new Map(),
    spots: [],
  };
  const facilities = features("facilities");
  of("facilities").forEach((one, i) => {
    const kind = facilityLayer(facilities[i]);
    if (kind !== "spot") addTo(shapes[kind], one, true);
    else
      for (const [px, py] of one.parts)
        shapes.spots.push({ kind: one.properties.kind, x: px, y: py });
  });
  for (const one of of("courtyards")) addTo(shapes.courtyard, one, true);
  for (const one of of("lanes")) {
    const width = one.properties.width_m ?? 0;
    const path = shapes.lanes.get(width) ?? new Path2D();
    shapes.lanes.set(width, path);
    addTo(path, one, false);
  }
  const named = facilities.filter((one) => one.properties.kind === "landmark");
  return {
    spot,
    extent,
    shapes,
    lanes: features("lanes"),
    courtyards: features("courtyards"),
    facilities: named,
  };
}
