import assert from "node:assert/strict";
import { test } from "node:test";

import {
  affine,
  changeShade,
  colourOf,
  decode,
  difference,
  gridOf,
  largest,
  pixels,
  roundTop,
  shade,
} from "../../static/js/lib/heat_grid.js";
import { Top } from "../../static/js/lib/tops.js";

const RAMP = [colourOf("#000000"), colourOf("#ffffff")];

test("numbers travel as pairs of bytes, the low one first", () => {
  assert.deepEqual([...decode(btoa("\x01\x00\x00\x01\xff\xff"))], [1, 256, 65535]);
});

test("a colour is its three bytes", () => {
  assert.deepEqual(colourOf(" #fde7a3"), [253, 231, 163]);
});

test("the legend ends at a round number no less than the highest value", () => {
  assert.equal(roundTop(37), 40);
  assert.equal(roundTop(0.11), 0.12);
  assert.equal(roundTop(100), 100);
  assert.equal(roundTop(0), 1);
});

test("half way up the ramp is half way between its colours", () => {
  assert.deepEqual(shade(RAMP, 0.5), [128, 128, 128, 1]);
});

test("where there is nothing, nothing is drawn", () => {
  assert.equal(shade(RAMP, 0)[3], 0);
});

/** @param {string} values @param {number[][] | null} corners */
const heat = (values, corners = [[0, 0]]) => ({
  rows: 2,
  cols: 1,
  values: btoa(values),
  scale: 1,
  max: 10,
  corners,
});

/** @param {string} values */
const grid = (values) =>
  /** @type {import("../../static/js/lib/heat_grid.js").Grid} */ (gridOf(heat(values)));

test("the southernmost row is drawn at the bottom", () => {
  const drawn = pixels(grid("\x0a\x00\x00\x00"), 10, (share) => shade(RAMP, share));
  assert.deepEqual([...drawn], [0, 0, 0, 0, 255, 255, 255, 255]);
});

test("a document without corners has no grid", () => {
  assert.equal(gridOf(heat("\x0a\x00\x00\x00", null)), null);
});

test("a difference is now less before, cell by cell", () => {
  const found = difference(grid("\x0a\x00\x01\x00"), grid("\x04\x00\x03\x00"));
  assert.deepEqual([...(found?.numbers ?? [])], [6, -2]);
  assert.equal(found && largest(found), 6);
});

test("grids of other places are not compared", () => {
  const elsewhere = gridOf(heat("\x04\x00\x03\x00", [[1, 1]]));
  assert.ok(elsewhere);
  assert.equal(difference(grid("\x0a\x00\x01\x00"), elsewhere), null);
});

test("no change is not there at all; fewer and more have the two ends of the ramp", () => {
  assert.equal(changeShade(RAMP, 0)[3], 0);
  assert.deepEqual(changeShade(RAMP, -1), [0, 0, 0, 1]);
  assert.deepEqual(changeShade(RAMP, 1), [255, 255, 255, 1]);
});

test("the top may rise while the film runs, and begins anew with another question", () => {
  const tops = new Top();
  assert.equal(tops.of(40, "?from=1&frame=2", true), 40);
  assert.equal(tops.of(10, "?from=1&frame=3", true), 40);
  assert.equal(tops.of(10, "?from=1", false), 10);
  assert.equal(tops.of(10, "?from=2&frame=3", true), 10);
});

test("a picture's corners land on their places", () => {
  const [a, b, c, d, e, f] = affine({ x: 10, y: 20 }, { x: 30, y: 24 }, { x: 8, y: 60 }, 4, 2);
  const at = (/** @type {number} */ x, /** @type {number} */ y) => [
    a * x + c * y + e,
    b * x + d * y + f,
  ];
  assert.deepEqual(at(0, 0), [10, 20]);
  assert.deepEqual(at(4, 0), [30, 24]);
  assert.deepEqual(at(0, 2), [8, 60]);
});
