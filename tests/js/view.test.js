import assert from "node:assert/strict";
import { test } from "node:test";

import { pieceColour, valuesOf } from "../../static/js/lib/along_layer.js";
import { dataQuery, dayAfter, earlierQuery, endOfStep } from "../../static/js/lib/frames.js";
import { colourOf } from "../../static/js/lib/heat_grid.js";
import { heatAddresses } from "../../static/js/lib/heat_layer.js";
import { riskAddress } from "../../static/js/lib/lane_layer.js";
import { overlaysOf } from "../../static/js/lib/layer_controls.js";
import { searchAfter } from "../../static/js/lib/panel.js";
import { nextPlace, placeOf } from "../../static/js/lib/time_slider.js";
import { FILTERS, searchWith, spotFrom, viewFrom } from "../../static/js/lib/view.js";

test("without an address the view is the heat with the flagged lanes, by week", () => {
  const view = viewFrom("");
  assert.deepEqual([view.picture, view.overlays, view.step], ["heat", ["flags"], "week"]);
  assert.deepEqual([view.lane, view.frame, view.against, view.map], [null, "", "", null]);
});

test("an address is a view, and an address again", () => {
  const search = "?picture=risk&with=facilities&lane=7&frame=2026-11-09&map=17/29.65/91.13";
  const view = viewFrom(search);
  assert.deepEqual([view.picture, view.overlays, view.lane], ["risk", ["facilities"], 7]);
  assert.deepEqual(view.map, { zoom: 17, lat: 29.65, lon: 91.13 });
  assert.equal(searchWith(search, {}), search);
});

test("what makes no sense in an address is as if it were not there", () => {
  const view = viewFrom("?picture=<b>&with=x,flags&lane=-1&step=year&frame=now&map=9/99/0");
  assert.deepEqual([view.picture, view.overlays, view.lane], ["heat", ["flags"], null]);
  assert.deepEqual([view.step, view.frame, view.map], ["week", "", null]);
});

test("a spot needs three finite numbers on earth", () => {
  for (const text of ["", "1/2", "a/b/c", "30/0/0", "17/29/181"])
    assert.equal(spotFrom(text), null);
});

test("a part of the address is set, changed or taken away", () => {
  assert.equal(searchWith("?a=1", { b: "2" }), "?a=1&b=2");
  assert.equal(searchWith("?a=1", { a: "3" }), "?a=3");
  assert.equal(searchWith("?a=1", { a: null }), "");
});

test("a week ends on Sunday, a day at once", () => {
  assert.equal(endOfStep("2026-11-09", "week"), "2026-11-15");
  assert.equal(endOfStep("2026-11-15", "week"), "2026-11-15");
  assert.equal(endOfStep("2026-11-11", "day"), "2026-11-11");
});

test("days are counted over the ends of months and years", () => {
  assert.equal(dayAfter("2026-12-31", 1), "2027-01-01");
  assert.equal(dayAfter("2028-03-01", -1), "2028-02-29");
});

test("a step of the film narrows the days, and never beyond the period's last", () => {
  const search = "?from=2026-11-01&to=2026-11-12&category=garbage";
  const query = dataQuery(search, FILTERS, { frame: "2026-11-09", step: "week" });
  assert.equal(query.toString(), "from=2026-11-09&to=2026-11-12&category=garbage");
});

test("the days compared with are as many", () => {
  const query = new URLSearchParams("from=2026-11-01&to=2026-11-30");
  assert.equal(earlierQuery(query, "2026-10-01")?.toString(), "from=2026-10-01&to=2026-10-30");
  assert.equal(earlierQuery(new URLSearchParams(), "2026-10-01"), null);
});

test("heat is asked for twice where periods are compared", () => {
  const search = "?from=2026-11-01&to=2026-11-02&against=2026-10-01";
  const found = heatAddresses("/heat", search, viewFrom(search));
  assert.deepEqual(found, {
    now: "/heat?from=2026-11-01&to=2026-11-02",
    before: "/heat?from=2026-10-01&to=2026-10-02",
  });
});

test("risk is asked for up to the last day and for the category, whatever the step", () => {
  const search = "?from=2026-11-01&to=2026-11-12&category=garbage&frame=2026-11-09";
  assert.equal(riskAddress("/risk", search), "/risk?date=2026-11-12&category=garbage");
  assert.equal(riskAddress("/risk", ""), "/risk");
});

test("boxes that are ticked are written with commas, none as nothing", () => {
  const form = new FormData();
  assert.equal(overlaysOf(form), "");
  form.append("with", "flags");
  form.append("with", "walks");
  assert.equal(overlaysOf(form), "flags,walks");
});

test("a filter keeps the rest of the view and rewinds the film", () => {
  const fields = /** @type {[string, string][]} */ ([
    ["category", "garbage"],
    ["hours", ""],
    ["picture", "heat"],
  ]);
  const after = searchAfter("?picture=risk&hours=6-10&frame=2026-11-09", fields);
  assert.equal(after, "?picture=risk&category=garbage");
});

const FRAMES = ["2026-11-02", "2026-11-09"].map((from) => ({ from, to: "", reports: 1, text: "" }));

test("the slider's last place is the whole period", () => {
  assert.equal(placeOf(FRAMES, ""), 2);
  assert.equal(placeOf(FRAMES, "2026-11-09"), 1);
  assert.equal(placeOf(FRAMES, "1999-01-01"), 2);
});

test("the film begins after the whole period and ends on it", () => {
  assert.deepEqual(
    [2, 0, 1].map((place) => nextPlace(place, 2)),
    [0, 1, 2],
  );
});

test("the numbers of pieces of lane are scaled; none where it is still being worked out", () => {
  assert.deepEqual([...valuesOf({ values: btoa("\x02\x00\x00\x01"), scale: 0.5 })], [1, 128]);
  assert.equal(valuesOf({}).length, 0);
});

test("a piece without reports has no colour, a change has the ramp's other end", () => {
  const ramp = [colourOf("#000000"), colourOf("#ffffff")];
  assert.equal(pieceColour(0.01, ramp, false), "");
  assert.equal(pieceColour(1, ramp, false), "rgb(255 255 255)");
  assert.equal(pieceColour(-1, ramp, true), "rgb(0 0 0)");
});
