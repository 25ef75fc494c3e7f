/** How places look on a map: colours from the page's tokens, widths from the ground. */

/** @typedef {import("./place_map.js").Feature} Feature */
/** @typedef {Record<"ground" | "courtyard" | "courtyardLine" | "lane" | "laneCasing" | "facility" | "landmark" | "building" | "buildingLine" | "pin", string>} Theme */
/** @typedef {import("leaflet").CircleMarkerOptions} Style */

/** Metres per pixel of web Mercator at zoom 0 on the equator: 2 pi 6378137 / 256. */
const EQUATOR_M_PER_PX = 156543.034;
/** Width of a lane that nobody has measured, metres. */
const USUAL_LANE_M = 4;
/** Lamps, manholes and hydrants are many: they show only from this zoom on. */
const FURNITURE_FROM_ZOOM = 18.5;
const FURNITURE = new Set(["lamp", "manhole", "hydrant"]);

/**
 * The map's colours, from a reader of custom properties.
 * @param {(name: string) => string} read
 * @returns {Theme}
 */
export function themeFrom(read) {
  const colour = (/** @type {string} */ name) => read(`--map-${name}`).trim();
  return {
    ground: colour("ground"),
    courtyard: colour("courtyard"),
    courtyardLine: colour("courtyard-line"),
    lane: colour("lane"),
    laneCasing: colour("lane-casing"),
    facility: colour("facility"),
    landmark: colour("landmark"),
    building: colour("building"),
    buildingLine: colour("building-line"),
    pin: colour("pin"),
  };
}

/** @returns {Theme} */
export function currentTheme() {
  const style = getComputedStyle(document.documentElement);
  return themeFrom((name) => style.getPropertyValue(name));
}

/**
 * Width of a lane in pixels: true to the ground, but never a hair and never a field.
 * @param {number} zoom
 * @param {number} lat degrees
 * @param {unknown} [metres] its width, where somebody has measured it
 * @returns {number}
 */
export function laneWidth(zoom, lat, metres) {
  const wide = typeof metres === "number" && metres > 0 ? metres : USUAL_LANE_M;
  const pixelsPerMetre = 2 ** zoom / (EQUATOR_M_PER_PX * Math.cos((lat * Math.PI) / 180));
  return Math.min(18, Math.max(1.5, wide * pixelsPerMetre));
}

/**
 * A facility: a speck from afar, a dot from near by; street furniture only from very near.
 * @param {Theme} theme
 * @param {number} zoom
 * @param {string} kind
 * @returns {Style}
 */
export function spotStyle(theme, zoom, kind) {
  const hidden = FURNITURE.has(kind) && zoom < FURNITURE_FROM_ZOOM;
  const near = zoom >= 17 && !FURNITURE.has(kind);
  return {
    radius: near ? 4 : 1.5,
    color: theme.lane,
    weight: near ? 1.5 : 0,
    stroke: near,
    fill: !hidden,
    fillColor: theme.facility,
    fillOpacity: 1,
  };
}

/**
 * An area: a house, a courtyard, a landmark, or a facility with an outline such as bike parking.
 * @param {Theme} theme
 * @param {"building" | "courtyard" | "landmark" | "facility"} kind
 * @returns {Style}
 */
export function areaStyle(theme, kind) {
  if (kind === "facility") {
    return { color: theme.facility, weight: 1, fillColor: theme.facility, fillOpacity: 0.35 };
  }
  if (kind === "building") {
    return { color: theme.buildingLine, weight: 0.5, fillColor: theme.building, fillOpacity: 1 };
  }
  const fillColor = kind === "landmark" ? theme.landmark : theme.courtyard;
  return { color: theme.courtyardLine, weight: 1, fillColor, fillOpacity: 1 };
}
