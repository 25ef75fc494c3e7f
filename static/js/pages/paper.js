/** A tally sheet that is typed in from paper. */

import { wireGrid } from "../lib/tally_grid.js";

for (const form of document.querySelectorAll("[data-paper]")) wireGrid(form);
