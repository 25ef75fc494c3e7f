import assert from "node:assert/strict";
import { test } from "node:test";

import {
  dataZoom,
  featureFrom,
  inDegrees,
  onSquare,
  tilesFor,
} from "../../static/js/lib/base_tiles.js";
import { decodeTile, partsFrom } from "../../static/js/lib/mvt.js";

/** @param {number} value @returns {number[]} */
const varint = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)]);
const zigzag = (/** @type {number} */ value) => (value < 0 ? -2 * value - 1 : 2 * value);
/** @param {number} field @param {number[]} bytes */
const part = (field, bytes) => [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
const text = (/** @type {string} */ words) => [...new TextEncoder().encode(words)];
const move = [9, zigzag(2), zigzag(3)];
const line = [(2 << 3) | 2, zigzag(10), zigzag(0), zigzag(0), zigzag(-3)];

/** A tile of one lane with a name and a width, as the specification writes it. */
const TILE = Uint8Array.from(
  part(3, [
    ...part(1, text("lanes")),
    ...part(2, [8, 7, ...part(2, [0, 0, 1, 1]), 24, 2, ...part(4, [...move, ...line])]),
    ...part(3, text("name_zh")),
    ...part(3, text("width_m")),
    ...part(4, part(1, text("木匠巷"))),
    ...part(4, [4 * 8, 3]),
    ...[5 * 8, ...varint(4096)],
    ...[15 * 8, 2],
  ]),
);

test("a tile is read: its layer, its extent, a lane with its attributes", () => {
  const [layer] = decodeTile(TILE);
  assert.deepEqual([layer.name, layer.extent, layer.features.length], ["lanes", 4096, 1]);
  const [lane] = layer.features;
  assert.deepEqual([lane.id, lane.type, lane.properties.name_zh], [7, 2, "木匠巷"]);
  assert.deepEqual(lane.parts, [[2, 3, 12, 3, 12, 0]]);
});

test("an empty tile has no layers", () => {
  assert.deepEqual(decodeTile(new Uint8Array()), []);
});

test("a tile that breaks off is an error at every byte, never an endless loop", () => {
  const whole = decodeTile(TILE).length;
  for (let end = 1; end < TILE.length; end += 1) {
    try {
      assert.ok(decodeTile(TILE.subarray(0, end)).length <= whole);
    } catch (error) {
      assert.match(String(error), /breaks off/);
    }
  }
});

test("several lines of one place stay several", () => {
  assert.deepEqual(partsFrom([...move, 10, 2, 0, ...move, 10, 2, 0]), [
    [2, 3, 3, 3],
    [5, 6, 6, 6],
  ]);
});

test("degrees go onto the square and back", () => {
  const [lon, lat] = inDegrees(...onSquare(91.1335, 29.6525));
  assert.ok(Math.abs(lon - 91.1335) < 1e-9 && Math.abs(lat - 29.6525) < 1e-9);
});

test("a feature lies where its tile lies", () => {
  const feature = featureFrom(
    { id: 7, type: 2, properties: {}, parts: [[2048, 2048, 4096, 2048]] },
    { z: 0, x: 0, y: 0 },
    4096,
  );
  assert.deepEqual(feature.geometry.coordinates, [
    [
      [0, 0],
      [180, 0],
    ],
  ]);
});

test("a near view draws the tiles of zoom 16, a far one coarser ones", () => {
  assert.deepEqual([20, 17.25, 15, 14.75, 12, 2].map(dataZoom), [16, 16, 16, 14, 11, 3]);
});

test("the tiles of a box are all that it touches, and never without end", () => {
  assert.deepEqual(tilesFor([-10, -10, 10, 10], 1), [
    { z: 1, x: 0, y: 0 },
    { z: 1, x: 1, y: 0 },
    { z: 1, x: 0, y: 1 },
    { z: 1, x: 1, y: 1 },
  ]);
  assert.ok(tilesFor([-180, -85, 180, 85], 16).length <= 60);
});
