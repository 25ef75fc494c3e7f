/** The top of a scale while a film runs: it may rise from one step to the next, but not fall, so that colours can be compared. */

import { roundTop } from "./heat_grid.js";
import { searchWith } from "./view.js";

/** Parts of the address that do not change what a colour means. */
const SAME = { frame: null, lane: null, map: null, with: null, picture: null };

/** Remembers the highest top of one and the same question. */
export class Top {
  constructor() {
    this.question = "";
    this.top = 0;
  }

  /**
   * The round top to draw with.
   * @param {number} highest of what is drawn now
   * @param {string} search the page's
   * @param {boolean} running whether a step of the film is shown
   * @returns {number}
   */
  of(highest, search, running) {
    const question = `${running} ${searchWith(search, SAME)}`;
    if (question !== this.question) [this.question, this.top] = [question, 0];
    this.top = Math.max(running ? this.top : 0, roundTop(highest));
    return this.top;
  }
}
