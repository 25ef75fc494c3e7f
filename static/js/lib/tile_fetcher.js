/** Vector tiles as they are needed: each is fetched once, and again where it did not come. */

import { tileFrom } from "./base_tiles.js";
import { fetchPatiently } from "./patient.js";

/** @typedef {import("./base_tiles.js").Tile} Tile */
/** @typedef {import("./base_tiles.js").Spot} Spot */

/** Fetches tiles, each once; one that does not come for long is asked for again with the next view. */
export class Tiles {
  /** @param {() => void} arrived */
  constructor(arrived) {
    this.arrived = arrived;
    /** @type {Record<string, Tile | null>} */
    this.known = {};
    this.template = "";
  }

  /**
   * @param {Spot} spot
   * @returns {Tile[]} empty where it is not there yet
   */
  get(spot) {
    const url = this.template.replace(/\{(\w)\}/g, (_whole, name) =>
      String(spot[/** @type {"x"} */ (name)]),
    );
    if (!(url in this.known)) this.fetch(url, spot);
    const tile = this.known[url];
    return tile ? [tile] : [];
  }

  /**
   * @param {string} url
   * @param {Spot} spot
   */
  async fetch(url, spot) {
    this.known[url] = null;
    try {
      const answer = await fetchPatiently(url);
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      this.known[url] = tileFrom(new Uint8Array(await answer.arrayBuffer()), spot);
      this.arrived();
    } catch (error) {
      delete this.known[url];
      console.warn(error);
    }
  }
}
