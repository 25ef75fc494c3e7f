/** The map as a picture: what stands on its canvases, with its title and its scale, for a report or a notice board. */

/** @typedef {{left: number, top: number, width: number, height: number}} Box */
/** @typedef {{colour: string, text: string}} Swatch */

const MARGIN = 16;
const LINE = 22;

/**
 * The canvases of a map in the order in which they cover each other.
 * @param {HTMLElement} map
 * @returns {HTMLCanvasElement[]}
 */
export function canvasesOf(map) {
  const level = (/** @type {Element} */ one) =>
    Number(getComputedStyle(one.closest(".leaflet-pane") ?? one).zIndex) || 0;
  return [...map.querySelectorAll("canvas")].sort((a, b) => level(a) - level(b));
}

/**
 * Words broken into lines that fit, by a measure of width; where there are no blanks, between letters.
 * @param {string} text
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {string[]}
 */
export function linesOfText(text, width, measure) {
  const lines = [""];
  for (const part of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
    const longer = lines[lines.length - 1] + part;
    if (measure(longer.trimEnd()) <= width || !lines[lines.length - 1])
      lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines.map((line) => line.trimEnd());
}

/**
 * Draw the map's canvases.
 * @param {CanvasRenderingContext2D} pen
 * @param {HTMLElement} map
 * @param {number} down how far below the picture's edge the map begins
 */
function drawMap(pen, map, down) {
  const frame = map.getBoundingClientRect();
  pen.save();
  pen.beginPath();
  pen.rect(0, down, frame.width, frame.height);
  pen.clip();
  for (const canvas of canvasesOf(map)) {
    const box = canvas.getBoundingClientRect();
    pen.globalAlpha = Number(getComputedStyle(canvas).opacity);
    pen.drawImage(canvas, box.left - frame.left, box.top - frame.top + down, box.width, box.height);
  }
  pen.restore();
}

/**
 * Draw a scale: swatches side by side, each with its words.
 * @param {CanvasRenderingContext2D} pen
 * @param {Swatch[]} swatches
 * @param {number} x
 * @param {number} y
 * @param {number} width
 */
function drawScale(pen, swatches, x, y, width) {
  const each = width / Math.max(1, swatches.length);
  const ink = pen.fillStyle;
  swatches.forEach(({ colour, text }, i) => {
    pen.fillStyle = colour;
    pen.fillRect(x + i * each, y, each, 10);
    pen.fillStyle = ink;
    pen.fillText(text, x + i * each, y + 26);
  });
}

/**
 * The map with its words around it.
 * @param {HTMLElement} map
 * @param {{title: string, text: string, scale: string, swatches: Swatch[]}} words
 * @returns {HTMLCanvasElement}
 */
export function pictureOf(map, { title, text, scale, swatches }) {
  const style = getComputedStyle(document.documentElement);
  const of = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const { width, height } = map.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const small = `15px ${of("--sans")}`;
  pen.font = small;
  const lines = linesOfText(text, width - 2 * MARGIN, (one) => pen.measureText(one).width);
  const above = 2 * MARGIN + 26 + lines.length * LINE;
  const sharp = Math.max(2, window.devicePixelRatio || 1);
  canvas.width = width * sharp;
  canvas.height = (above + height + 92) * sharp;
  pen.scale(sharp, sharp);
  pen.fillStyle = of("--paper");
  pen.fillRect(0, 0, width, above + height + 92);
  pen.fillStyle = of("--map-ground");
  pen.fillRect(0, above, width, height);
  drawMap(pen, map, above);
  pen.fillStyle = of("--ink");
  pen.textBaseline = "alphabetic";
  pen.font = `600 20px ${of("--sans")}`;
  pen.fillText(title, MARGIN, MARGIN + 20);
  pen.font = small;
  for (const [i, line] of lines.entries()) pen.fillText(line, MARGIN, MARGIN + 46 + i * LINE);
  pen.fillText(scale, MARGIN, above + height + 26);
  drawScale(pen, swatches, MARGIN, above + height + 38, width - 2 * MARGIN);
  return canvas;
}

/**
 * Hand a canvas to the reader as a file.
 * @param {HTMLCanvasElement} canvas
 * @param {string} name
 */
export function save(canvas, name) {
  canvas.toBlob((blob) => {
    if (!blob) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }, "image/png");
}
