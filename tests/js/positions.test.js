import assert from "node:assert/strict";
import { test } from "node:test";

import {
  alongLine,
  formatPositions,
  lengthOf,
  parsePositions,
} from "../../static/js/lib/positions.js";
import { codeFrom } from "../../static/js/pages/enter.js";
import { positionAt } from "../../static/js/pages/lane_cut.js";

/** @type {[number, number][]} */
const BENT = [
  [91.1335, 29.6525],
  [91.1345, 29.6525],
  [91.1345, 29.6535],
];

test("what is written is read again, to a centimetre", () => {
  assert.deepEqual(parsePositions(formatPositions(BENT)), BENT);
});

test("blanks, Chinese commas and empty lines do not matter", () => {
  assert.deepEqual(parsePositions("\n91.1 29.6\n\n91.2，29.7\n"), [
    [91.1, 29.6],
    [91.2, 29.7],
  ]);
});

test("anything else than two numbers to a line is not read", () => {
  for (const text of ['{"type":"Point"}', "91.1", "91.1, 29.6, 3", "a, b", "91.1, Infinity"]) {
    assert.equal(parsePositions(text), null, text);
  }
});

test("a line's length is right to half a percent", () => {
  // pyproj's Geod: 96.785 m east, then 110.858 m north
  assert.ok(Math.abs(lengthOf(BENT) - 207.64) < 1);
});

test("a tap beside a line finds the nearest place on it", () => {
  const { metres, point } = alongLine(BENT, [91.134, 29.6522]);
  assert.ok(Math.abs(point[0] - 91.134) < 1e-9 && point[1] === 29.6525);
  assert.ok(Math.abs(metres - lengthOf(BENT.slice(0, 2)) / 2) < 0.1);
});

test("metres along a line and back are the same, and end at its ends", () => {
  const { metres } = alongLine(BENT, positionAt(BENT, 150));
  assert.ok(Math.abs(metres - 150) < 0.01);
  assert.deepEqual(positionAt(BENT, 1e6), BENT[2]);
  assert.deepEqual(positionAt(BENT, -1), BENT[0]);
});

test("only a code is taken from an address", () => {
  assert.equal(codeFrom("#abcd-efgh-jkmn-pqrs"), "ABCD-EFGH-JKMN-PQRS");
  assert.equal(codeFrom(""), "");
  assert.equal(codeFrom("#main"), "");
  assert.equal(codeFrom('#"><img src=x onerror=1>'), "");
});
