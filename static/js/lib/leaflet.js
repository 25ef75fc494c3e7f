/**
 * Leaflet, which the page has loaded as a plain deferred script before its modules (the same file that
 * the Folium maps use). The minified build is 42 kB gzipped; the ES module one is 109 kB, too much for a phone.
 * @returns {typeof import("leaflet")}
 */
export function leaflet() {
  const found = /** @type {{L?: typeof import("leaflet")}} */ (globalThis).L;
  if (!found) throw new Error("leaflet.js must be loaded before this module");
  return found;
}

/**
 * Did Leaflet arrive? On a bad signal a page may have to do without its map.
 * @returns {boolean}
 */
export function hasLeaflet() {
  return "L" in globalThis;
}
