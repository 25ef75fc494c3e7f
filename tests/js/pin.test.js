import assert from "node:assert/strict";
import { test } from "node:test";

import { parseBounds, pinLift } from "../../static/js/lib/pin_map.js";
import {
  afterFix,
  placeSentence,
  positionFields,
  restoredPosition,
  tapAccuracy,
  usualHandling,
} from "../../static/js/lib/pin_place.js";

const FIX = { lon: 91.1, lat: 29.65, accuracy: 8, at: 0 };
const TAP = /** @type {const} */ ({ lon: 91.2, lat: 29.6, accuracy: 3, source: "tap" });

test("a fix moves the pin as long as no person has placed it", () => {
  assert.equal(afterFix(null, FIX).source, "device");
  assert.equal(afterFix(TAP, FIX), TAP);
});

test("a tap is surer the nearer one looks, and never surer than 2 m", () => {
  assert.equal(tapAccuracy(18, 29.65), 6);
  assert.equal(tapAccuracy(22, 29.65), 2);
});

test("a position is sent with seven decimals, no position as empty fields", () => {
  assert.deepEqual(positionFields(TAP), {
    lon: "91.2000000",
    lat: "29.6000000",
    accuracy_m: "3.0",
  });
  assert.deepEqual(positionFields(null), { lon: "", lat: "", accuracy_m: "" });
});

test("a refused form comes back with its position, a broken one without", () => {
  assert.equal(restoredPosition({ lon: "91.2", lat: "29.6", accuracy_m: "" })?.accuracy, 2);
  for (const lon of ["", "east", "1e999"])
    assert.equal(restoredPosition({ lon, lat: "29.6", accuracy_m: "" }), null);
});

test("the sentence names what decides the place", () => {
  assert.equal(placeSentence(TAP, "BL-07", false), "textLane");
  assert.equal(placeSentence(TAP, "", false), "textTapped");
  assert.equal(placeSentence(afterFix(null, FIX), "", true), "textDevice");
  assert.equal(placeSentence(null, "", true), "textLooking");
  assert.equal(placeSentence(null, "", false), "textNone");
});

test("only what is fixed was handled", () => {
  assert.equal(usualHandling("fixed", "tidied"), "tidied");
  assert.equal(usualHandling("escalated", "tidied"), "");
});

test("bounds that make no sense show the world", () => {
  assert.deepEqual(parseBounds("1,2,3,4"), [1, 2, 3, 4]);
  for (const text of ["", "1,2,3", "a,b,c,d", "1,2,3,Infinity"])
    assert.equal(parseBounds(text)[0], -180);
});

test("on a low map the pin makes way for the buttons", () => {
  assert.ok(pinLift(152) > 0);
  assert.equal(pinLift(600), 0);
});
