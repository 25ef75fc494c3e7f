import assert from "node:assert/strict";
import { test } from "node:test";

import { cardAddress, laneIn } from "../../static/js/lib/lane_card.js";
import { lineStyle } from "../../static/js/lib/lane_rate_layer.js";
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

test("a lane without reports is not coloured", () => {
  assert.equal(lineStyle(0, 6, ["#111"]).opacity, 0);
});

test("a higher class is drawn wider and in its own colour", () => {
  const colours = ["#1", "#2", "#3", "#4", "#5"];
  const [low, high] = [lineStyle(1, 6, colours), lineStyle(5, 6, colours)];
  assert.ok(high.weight > low.weight);
  assert.equal(high.color, "#5");
});

test("the page's own filters go along, and nothing else of its address", () => {
  const search = "?from=2026-11-01&category=&lang=en&hours=6-10";
  assert.equal(withFilters("/api/v1/heat", search), "/api/v1/heat?from=2026-11-01&hours=6-10");
  assert.equal(withFilters("/api/v1/heat", ""), "/api/v1/heat");
});

test("what has not changed is not told again", async () => {
  const ask = /** @type {typeof fetch} */ (
    async (_url, how) =>
      new Response(null, { status: new Headers(how?.headers).get("if-none-match") ? 304 : 500 })
  );
  assert.equal(await lookOnce("/x", '"tag"', ask), null);
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
