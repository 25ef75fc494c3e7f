import assert from "node:assert/strict";
import { test } from "node:test";

import {
  affine,
  colourOf,
  decode,
  pixels,
  roundTop,
  shade,
} from "../../static/js/lib/heat_grid.js";

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

test("the southernmost row is drawn at the bottom", () => {
  const heat = {
    rows: 2,
    cols: 1,
    values: btoa("\x0a\x00\x00\x00"),
    scale: 1,
    max: 10,
    corners: null,
  };
  const drawn = pixels(heat, RAMP, 10);
  assert.deepEqual([...drawn], [0, 0, 0, 0, 255, 255, 255, 255]);
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
