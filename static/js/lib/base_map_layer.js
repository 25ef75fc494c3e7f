/** The base map: vector tiles drawn on one canvas, names on another above everything; right in light and dark. */

import { dataZoom, tilesFor } from "./base_tiles.js";
import { make } from "./dom.js";
import { leaflet } from "./leaflet.js";
import { drawNames, namesOf } from "./map_names.js";
import { fetchPatiently } from "./patient.js";
import { areaStyle, currentTheme, laneWidth, spotStyle } from "./place_style.js";
import { Tiles } from "./tile_fetcher.js";
import { current, go, onView } from "./view.js";
import { viewCanvas } from "./view_canvas.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("./base_tiles.js").Tile} Tile */
/** @typedef {import("./view_canvas.js").Sheet} Sheet */
/** @typedef {{tiles: string, bounds: [number, number, number, number] | null, outside?: {url: string, credit: string}}} BaseMap */
/** @typedef {{urls: {map: string}}} Options */

const EDGE = 0.0003; // degrees, about 30 m: room round the outermost lane

/**
 * Fill and outline a path.
 * @param {CanvasRenderingContext2D} pen
 * @param {Path2D} path
 * @param {import("./place_style.js").Style} style
 * @param {number} thin one pixel of the screen in the path's units
 */
function paintArea(pen, path, style, thin) {
  pen.fillStyle = style.fillColor ?? "";
  pen.globalAlpha = style.fillOpacity ?? 1;
  pen.fill(path, "evenodd");
  pen.globalAlpha = 1;
  pen.strokeStyle = style.color ?? "";
  pen.lineWidth = (style.weight ?? 1) * thin;
  pen.stroke(path);
}

/**
 * Draw a tile; the pen's units are the tile's.
 * @param {CanvasRenderingContext2D} pen
 * @param {Tile} tile
 * @param {{zoom: number, lat: number, thin: number, facilities: boolean, plain: boolean}} how
 */
function paintTile(pen, { shapes }, { zoom, lat, thin, facilities, plain }) {
  const theme = currentTheme();
  if (plain) paintArea(pen, shapes.building, areaStyle(theme, "building"), thin);
  if (plain) paintArea(pen, shapes.landmark, areaStyle(theme, "landmark"), thin);
  if (plain) paintArea(pen, shapes.courtyard, areaStyle(theme, "courtyard"), thin);
  for (const [colour, more] of /** @type {[string, number][]} */ ([
    [theme.laneCasing, 2],
    [theme.lane, 0],
  ])) {
    pen.strokeStyle = colour;
    for (const [metres, path] of shapes.lanes) {
      pen.lineWidth = (laneWidth(zoom, lat, metres) + more) * thin;
      pen.stroke(path);
    }
  }
  if (!facilities) return;
  paintArea(pen, shapes.area, areaStyle(theme, "facility"), thin);
  for (const { kind, x, y } of shapes.spots) {
    const style = spotStyle(theme, zoom, kind);
    if (style.fill === false) continue;
    const dot = new Path2D();
    dot.arc(x, y, (style.radius ?? 2) * 1.25 * thin, 0, 2 * Math.PI);
    paintArea(pen, dot, style, thin);
  }
}

/**
 * Draw the tiles that are there, each within its own square, so that their edges meet without a seam.
 * @param {Map} map
 * @param {Sheet} sheet
 * @param {Tile[]} tiles
 * @param {boolean} plain false where a picture of somebody else's lies beneath
 */
function paint(map, { pen, sharp, left, top }, tiles, plain) {
  const origin = map.layerPointToContainerPoint([0, 0]).subtract(map.getPixelOrigin());
  const zoom = map.getZoom();
  const how = {
    zoom,
    lat: map.getCenter().lat,
    facilities: current().overlays.includes("facilities"),
    plain,
  };
  for (const tile of tiles) {
    const side = 256 * 2 ** (zoom - tile.spot.z);
    const [x, y] = [tile.spot.x * side + origin.x - left, tile.spot.y * side + origin.y - top];
    const [x0, y0, x1, y1] = [x, y, x + side, y + side].map((one) => Math.round(one * sharp));
    pen.save();
    pen.beginPath();
    pen.rect(x0, y0, x1 - x0, y1 - y0);
    pen.clip();
    const scale = (side * sharp) / tile.extent;
    pen.setTransform(scale, 0, 0, scale, x * sharp, y * sharp);
    pen.lineCap = "round";
    pen.lineJoin = "round";
    paintTile(pen, tile, { ...how, thin: sharp / scale });
    pen.restore();
  }
}

/**
 * Add the base map and show the whole of it, or the spot that the address names. Tells "places" once it is drawn.
 * @param {Map} map
 * @param {Options} options
 */
export async function addBaseMap(map, { urls }) {
  const L = leaflet();
  const answer = await fetchPatiently(urls.map);
  if (!answer.ok) throw new Error(`${urls.map}: ${answer.status}`);
  /** @type {BaseMap} */
  const base = await answer.json();
  showAll(map, base.bounds);
  const tiles = new Tiles(() => redraw());
  tiles.template = base.tiles;
  const inView = () => {
    const box = map.getBounds().pad(0.25);
    const sides = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    return tilesFor(/** @type {any} */ (sides), dataZoom(map.getZoom())).flatMap((one) =>
      tiles.get(one),
    );
  };
  const ground = viewCanvas(map, "ground", (sheet) => paint(map, sheet, inView(), !base.outside));
  const lang = document.documentElement.lang;
  const names = viewCanvas(map, "names", (sheet) => drawNames(sheet, namesOf(map, inView(), lang)));
  const redraw = () => {
    ground.redraw();
    names.redraw();
    map.getContainer().dispatchEvent(new CustomEvent("places", { bubbles: true }));
  };
  onView((_view, changed) => changed.includes("with") && ground.redraw());
  if (base.outside) {
    L.tileLayer(base.outside.url, { maxZoom: 20, maxNativeZoom: 18 }).addTo(map);
    map.getContainer().append(make("p", { className: "credit", text: base.outside.credit }));
  }
  redraw();
  map.on("moveend", () => {
    const { lat, lng } = map.getCenter();
    go({ map: `${map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}` });
  });
  map.getContainer().dispatchEvent(new CustomEvent("map-ready", { detail: map }));
}

/**
 * Look at the spot that the address names, else at all places.
 * @param {Map} map
 * @param {BaseMap["bounds"]} bounds
 */
function showAll(map, bounds) {
  const spot = current().map;
  if (spot) map.setView([spot.lat, spot.lon], spot.zoom);
  else if (bounds) {
    const [west, south, east, north] = bounds;
    map.fitBounds([
      [south - EDGE, west - EDGE],
      [north + EDGE, east + EDGE],
    ]);
  }
}
