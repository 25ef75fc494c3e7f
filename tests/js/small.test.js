import assert from "node:assert/strict";
import { test } from "node:test";

import { fill } from "../../static/js/lib/dom.js";
import { asFix, betterFix, spokenAccuracy } from "../../static/js/lib/geolocate.js";
import { fitWithin, jpegName } from "../../static/js/lib/photo.js";
import { stepped } from "../../static/js/lib/stepper.js";
import { closes } from "../../static/js/pages/common.js";
import { nextPause, shownPercent } from "../../static/js/pages/job.js";
import { secondsLeft } from "../../static/js/pages/undo.js";

const fix = (/** @type {number} */ accuracy, /** @type {number} */ at) => ({
  lon: 91,
  lat: 29,
  accuracy,
  at,
});

test("a sentence is filled where it has a value, else left alone", () => {
  assert.equal(fill("{m} m of {n}", { m: 8 }), "8 m of {n}");
});

test("a sharper fix wins, unless it is stale", () => {
  assert.equal(betterFix(fix(5, 0), fix(9, 1000)).accuracy, 5);
  assert.equal(betterFix(fix(5, 0), fix(3, 1000)).accuracy, 3);
  assert.equal(betterFix(fix(5, 0), fix(60, 16_000)).accuracy, 60);
});

test("a fix that is no number is no fix", () => {
  const coords = /** @type {any} */ ({ longitude: Number.NaN, latitude: 29, accuracy: 5 });
  assert.equal(asFix(/** @type {any} */ ({ coords, timestamp: 0 })), null);
});

test("accuracy is said in whole metres, and in tens where it is coarse", () => {
  assert.deepEqual([0.2, 8.4, 47].map(spokenAccuracy), [1, 8, 50]);
});

test("a photo is made to fit, never made larger, never made nothing", () => {
  assert.deepEqual(fitWithin(4000, 3000, 1600), { width: 1600, height: 1200 });
  assert.deepEqual(fitWithin(300, 200, 1600), { width: 300, height: 200 });
  assert.deepEqual(fitWithin(100_000, 1, 1600), { width: 1600, height: 1 });
});

test("a small photo is named as the JPEG it is", () => {
  assert.deepEqual(["a.b.HEIC", "x", ".png"].map(jpegName), ["a.b.jpg", "x.jpg", "photo.jpg"]);
});

test("the count goes up and down within its bounds and mends what is no number", () => {
  assert.equal(stepped("3", 1, 1, 9999), 4);
  assert.equal(stepped("1", -1, 1, 9999), 1);
  assert.equal(stepped("9999", 1, 1, 9999), 9999);
  for (const text of ["", " ", "many"]) assert.equal(stepped(text, 1, 1, 9999), 1);
});

test("Escape and a click elsewhere close the menu, a click inside does not", () => {
  assert.ok(closes({ type: "keydown", key: "Escape" }, true));
  assert.ok(!closes({ type: "keydown", key: "a" }, false));
  assert.ok(closes({ type: "click" }, false));
  assert.ok(!closes({ type: "click" }, true));
});

test("a page asks ever less often how the work goes", () => {
  assert.equal(nextPause(0), 1000);
  assert.equal(nextPause(1000), 1500);
  assert.equal(nextPause(8000), 8000);
});

test("progress is a share of a hundred, or unknown", () => {
  assert.deepEqual([-3, 42, 140].map(shownPercent), [0, 42, 100]);
  for (const percent of [null, "42", Number.NaN]) assert.equal(shownPercent(percent), null);
});

test("undo lasts its seconds and not one more", () => {
  assert.equal(secondsLeft(0, 0, 10), 10);
  assert.equal(secondsLeft(0, 9_001, 10), 1);
  assert.equal(secondsLeft(0, 11_000, 10), 0);
});
