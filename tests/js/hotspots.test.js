import assert from "node:assert/strict";
import { test } from "node:test";

import { cardAddress, laneIn } from "../../static/js/lib/lane_card.js";
import { laneLine, sureness } from "../../static/js/lib/lane_paint.js";
import { classesOf, classText, rateText } from "../../static/js/lib/lane_rates.js";
import { boundsOf } from "../../static/js/lib/place_layer.js";
import { lookOnce, withFilters } from "../../static/js/lib/watch.js";

test("a rate is written with the figures that count", () => {
  assert.deepEqual([0, 0.04, 0.26, 3, 9.94, 12.4].map(rateText), [
    "0",
    "<0.1",
    "0.3",
    "3",
    "9.9",
    "12",
  ]);
});

test("four breaks make five classes without a gap", () => {
  assert.deepEqual(classesOf([8, 16, 24, 32]).map(classText), [
    "< 8",
    "8–16",
    "16–24",
    "24–32",
    "≥ 32",
  ]);
});

const LOOK = {
  width: 6,
  ramp: ["#1", "#2", "#3", "#4", "#5"],
  change: [..."1234567"],
  unknown: "#9",
};
const AT_RISK = { picture: "risk", against: "" };

/** @param {[number, {step: number, sure: number}][]} paints */
const told = (paints) => ({
  paints: new Map(paints),
  changes: { 7: { step: -3 } },
  flagged: new Set(),
  clustered: new Set(),
});

test("lanes are coloured by their risk where risk is the picture, and nowhere else", () => {
  const known = told([[7, { step: 5, sure: 1 }]]);
  assert.equal(laneLine(7, AT_RISK, known, LOOK).color, "#5");
  assert.equal(laneLine(7, { picture: "heat", against: "" }, known, LOOK).opacity, 0);
  assert.equal(laneLine(8, AT_RISK, known, LOOK).opacity, 0);
});

test("a lane where nobody has been is a grey thread", () => {
  assert.equal(laneLine(7, AT_RISK, told([[7, { step: 0, sure: 0 }]]), LOOK).color, "#9");
});

test("compared with another period, lanes are coloured by their change", () => {
  const view = { picture: "risk", against: "2026-10-01" };
  assert.equal(laneLine(7, view, told([]), LOOK).color, "1");
  assert.equal(laneLine(8, view, told([]), LOOK).color, "4");
});

test("a higher class is drawn wider, and a surer one", () => {
  const wide = (/** @type {number} */ step, /** @type {number} */ sure) =>
    laneLine(7, AT_RISK, told([[7, { step, sure }]]), LOOK).weight;
  assert.ok(wide(5, 1) > wide(1, 1) && wide(5, 1) > wide(5, 0));
});

test("an interval that is narrow for its rate is sure, one without end is not", () => {
  assert.equal(sureness({ rate: 4, low: 3.5, high: 4.5 }), 1);
  assert.equal(sureness({ rate: 1, low: 0, high: 40 }), 0);
  assert.equal(sureness({ rate: 0, low: 0, high: 0 }), 0);
});

test("the page's own filters go along, and nothing else of its address", () => {
  const search = "?from=2026-11-01&category=&lang=en&hours=6-10&found_by=patrol";
  const asked = "/api/v1/heat?from=2026-11-01&hours=6-10&found_by=patrol";
  assert.equal(withFilters("/api/v1/heat", search), asked);
  assert.equal(withFilters("/api/v1/heat", ""), "/api/v1/heat");
});

test("what has not changed is not told again", async () => {
  const ask = /** @type {typeof fetch} */ (
    async (_url, how) =>
      new Response(null, { status: new Headers(how?.headers).get("if-none-match") ? 304 : 500 })
  );
  assert.deepEqual(await lookOnce("/x", '"tag"', ask), { tag: '"tag"', body: null });
});

test("what is new comes with its tag", async () => {
  const ask = /** @type {typeof fetch} */ (
    async () => new Response('{"a":1}', { headers: { etag: '"new"' } })
  );
  assert.deepEqual(await lookOnce("/x", "", ask), { tag: '"new"', body: { a: 1 } });
});

test("an answer that is an error is an error", async () => {
  const ask = /** @type {typeof fetch} */ (async () => new Response("", { status: 503 }));
  await assert.rejects(lookOnce("/x", "", ask), /503/);
});

test("a lane's card lies beside its page", () => {
  assert.equal(cardAddress(7), "/hotspots/lanes/7.json");
  assert.equal(laneIn("/hotspots/lanes/7"), 7);
  assert.equal(laneIn("/hotspots/lanes"), null);
});

test("the box round the lanes holds them all; no lanes, no box", () => {
  /** @type {any[]} */
  const lanes = [
    {
      geometry: {
        coordinates: [
          [91, 29],
          [91.1, 29.2],
        ],
      },
    },
  ];
  const box = boundsOf(lanes);
  assert.ok(box && box[0][0] < 29 && box[0][1] < 91 && box[1][0] > 29.2 && box[1][1] > 91.1);
  assert.equal(boundsOf([]), null);
});
