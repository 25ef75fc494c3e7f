import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { leaflet } from "../../static/js/lib/leaflet.js";
import { facilityLayer, fetchFeatures } from "../../static/js/lib/place_map.js";
import { linesOf, placeName } from "../../static/js/lib/place_names.js";
import { areaStyle, laneWidth, spotStyle, themeFrom } from "../../static/js/lib/place_style.js";

afterEach(() => mock.restoreAll());

/** @param {Record<string, any>} pages */
function serve(pages) {
  mock.method(globalThis, "fetch", async (/** @type {string} */ url) =>
    Response.json(pages[url] ?? {}, { status: pages[url] ? 200 : 500 }),
  );
}

test("a name is given in the reader's language, else in another, else as the code", () => {
  assert.deepEqual(placeName({ name_zh: "柏树巷", name_bo: "ཤུག་པ།" }, "bo"), {
    text: "ཤུག་པ།",
    lang: "bo",
  });
  assert.deepEqual(placeName({ name_zh: "柏树巷", name_en: "" }, "en"), {
    text: "柏树巷",
    lang: "zh-Hans",
  });
  assert.deepEqual(placeName({ code: "BL-07" }, "zh-Hans"), { text: "BL-07", lang: "" });
});

test("a line in several parts is several lines, a point none", () => {
  assert.equal(linesOf({ type: "MultiLineString", coordinates: [[[0, 0]], [[1, 1]]] }).length, 2);
  assert.equal(
    linesOf({
      type: "LineString",
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    }).length,
    1,
  );
  assert.deepEqual(linesOf({ type: "Point", coordinates: [0, 0] }), []);
});

test("a lane is as wide as on the ground, within bounds", () => {
  assert.ok(laneWidth(18, 29.65, 9) > laneWidth(18, 29.65, 3));
  assert.equal(laneWidth(18, 29.65, undefined), laneWidth(18, 29.65, 4));
  assert.equal(laneWidth(1, 29.65, 4), 1.5);
  assert.equal(laneWidth(22, 29.65, 9), 18);
});

test("lamps and manholes show only from very near", () => {
  const theme = themeFrom((name) => name);
  assert.equal(spotStyle(theme, 18, "lamp").fill, false);
  assert.equal(spotStyle(theme, 19, "lamp").fill, true);
  assert.equal(spotStyle(theme, 18, "rubbish_point").fill, true);
});

test("a landmark lies below, a point on top", () => {
  const of = (/** @type {string} */ type, /** @type {string} */ kind) =>
    facilityLayer(/** @type {any} */ ({ geometry: { type }, properties: { kind } }));
  assert.equal(of("Polygon", "landmark"), "landmark");
  assert.equal(of("Polygon", "building"), "building");
  assert.equal(of("Polygon", "bike_parking"), "area");
  assert.equal(of("Point", "lamp"), "spot");
});

test("landmarks and courtyards differ in colour", () => {
  const theme = themeFrom((name) => name);
  assert.notEqual(areaStyle(theme, "landmark").fillColor, areaStyle(theme, "courtyard").fillColor);
});

test("a facility is a speck from afar and a dot from near by", () => {
  const theme = themeFrom((name) => name);
  assert.ok(
    (spotStyle(theme, 15, "rubbish_point").radius ?? 0) <
      (spotStyle(theme, 18, "rubbish_point").radius ?? 0),
  );
});

test("the map's colours are the page's", () => {
  assert.equal(themeFrom((name) => ` of ${name}`).laneCasing, "of --map-lane-casing");
});

test("features are fetched page after page", async () => {
  serve({
    a: {
      features: [1],
      links: [
        { rel: "self", href: "a" },
        { rel: "next", href: "b" },
      ],
    },
    b: { features: [2] },
  });
  assert.deepEqual(await fetchFeatures("a"), [1, 2]);
});

test("a failing page leaves what came before", async () => {
  mock.method(globalThis, "setTimeout", (/** @type {() => void} */ go) => go());
  serve({ a: { features: [1], links: [{ rel: "next", href: "gone" }] } });
  assert.deepEqual(await fetchFeatures("a"), [1]);
});

test("no address, no request", async () => {
  serve({});
  assert.deepEqual(await fetchFeatures(""), []);
});

test("a page without Leaflet says so", () => {
  assert.throws(leaflet, /must be loaded/);
});
