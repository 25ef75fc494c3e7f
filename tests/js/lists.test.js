import assert from "node:assert/strict";
import { test } from "node:test";

import { barsOf } from "../../static/js/lib/lane_card.js";
import { changeRows, rateRows, riskRows, signed } from "../../static/js/lib/lane_list.js";
import { linesOfPlan } from "../../static/js/lib/layer_controls.js";
import { changeWords, legendOf } from "../../static/js/lib/legends.js";
import { linesOfText } from "../../static/js/lib/map_picture.js";
import { oncePerPlace } from "../../static/js/lib/place_names.js";

/** @param {number} id @param {Record<string, any>} [more] @returns {any} */
const lane = (id, more = {}) => ({ id, code: `L${id}`, reports: 1, rate: id, step: 1, ...more });

test("lanes without reports are not in the list by rate", () => {
  const rows = rateRows([lane(1), lane(2, { reports: 0 })]);
  assert.deepEqual(
    rows.map((row) => row.lane.id),
    [1],
  );
});

test("clear changes come first, whichever way, and then the larger ones", () => {
  const changes = {
    1: { reports: 1, rate: 1, change: 9, step: 0 },
    2: { reports: 5, rate: 5, change: -8, step: -3 },
    3: { reports: 0, rate: 0, change: 2, step: 1 },
  };
  const rows = changeRows([lane(1), lane(2), lane(3)], changes);
  assert.deepEqual(
    rows.map((row) => [row.lane.id, row.count, row.figure, row.swatch]),
    [
      [2, "5 → 1", "−8", "change-1"],
      [3, "0 → 1", "+2", "change-5"],
      [1, "1 → 1", "+9", "change-4"],
    ],
  );
});

test("a change has its sign, none has none", () => {
  assert.deepEqual([2.5, -0.33, 0].map(signed), ["+2.5", "−0.3", "0"]);
});

test("a risk is written with its interval", () => {
  const [row] = riskRows([lane(1, { rate: 1.2, low: 0.8, high: 12.4, step: 3 })]);
  assert.deepEqual([row.count, row.figure, row.swatch], ["0.8–12", "1.2", "risk-3"]);
});

test("the highest week is as tall as there is room; nothing is still a line", () => {
  const [none, most, half] = barsOf([0, 8, 4]);
  assert.deepEqual([none[3], most[3], half[3]], [0.5, 40, 20]);
});

test("each picture has its legend, another where periods are compared", () => {
  const of = (/** @type {string} */ picture, against = "") => legendOf({ picture, against });
  assert.deepEqual([of("heat"), of("along"), of("risk")], ["heat", "along", "risk"]);
  assert.deepEqual(
    ["heat", "along", "risk"].map((one) => of(one, "2026-10-01")),
    ["change", "along-change", "lane-change"],
  );
});

test("changes have seven classes in words", () => {
  assert.deepEqual(changeWords([4, 8]), ["≤ −8", "−4", "< 0", "≈", "> 0", "+4", "≥ +8"]);
});

test("words are broken where they may be, Chinese between any two letters", () => {
  const wide = (/** @type {string} */ words) => words.length;
  assert.deepEqual(linesOfText("one two three", 7, wide), ["one two", "three"]);
  assert.deepEqual(linesOfText("小巷管家", 3, wide), ["小巷管", "家"]);
  assert.deepEqual(linesOfText("unbreakable", 3, wide), ["unbreakable"]);
});

test("a lane cut by tiles is named once, where it has most room", () => {
  const label = (/** @type {number} */ id, /** @type {number} */ room) =>
    /** @type {any} */ ({ id, room, kind: "lane" });
  const kept = oncePerPlace([label(1, 5), label(1, 9), label(2, 1)]);
  assert.deepEqual(
    kept.map(({ id, room }) => [id, room]),
    [
      [1, 9],
      [2, 1],
    ],
  );
});

test("a plan's walks are drawn leg by leg, each with its walk's number", () => {
  const leg = (/** @type {string} */ type) => ({ geometry: { type, coordinates: [] } });
  const plan = {
    walks: [{ legs: [leg("LineString")] }, { legs: [leg("Point"), leg("LineString")] }],
  };
  assert.deepEqual(
    linesOfPlan(plan).map((line) => line.properties?.number),
    [0, 1],
  );
});
