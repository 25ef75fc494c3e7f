import assert from "node:assert/strict";
import { test } from "node:test";
import { planAddress, strength } from "../../static/js/lib/walk_layer.js";
import { arrowsOn, headOf, lengthOf, shifted } from "../../static/js/lib/walk_lines.js";

const EAST = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
];

test("a line to the east is moved to its right, which is down", () => {
  assert.deepEqual(shifted(EAST, 4), [
    { x: 0, y: 4 },
    { x: 100, y: 4 },
  ]);
});

test("the way back is moved to the other side", () => {
  const back = shifted([...EAST].reverse(), 4);
  assert.deepEqual(
    back.map(({ y }) => y),
    [-4, -4],
  );
});

test("a line of one place stays where it is", () => {
  const spot = { x: 3, y: 3 };
  assert.deepEqual(shifted([spot, spot], 4), [spot, spot]);
});

test("a line is as long as its parts", () => {
  assert.equal(lengthOf([...EAST, { x: 100, y: 50 }]), 150);
});

test("a stretch has its arrow in the middle, pointing along it", () => {
  assert.deepEqual(arrowsOn(EAST), [{ at: { x: 50, y: 0 }, angle: 0 }]);
});

test("a long stretch has several arrows, a short one none", () => {
  assert.equal(arrowsOn([EAST[0], { x: 0, y: 270 }]).length, 3);
  assert.deepEqual(arrowsOn([EAST[0], { x: 10, y: 0 }]), []);
});

test("an arrow head points the way the arrow does", () => {
  const [tip, left, right] = headOf({ at: { x: 0, y: 0 }, angle: 0 }, 10);
  assert.deepEqual(tip, { x: 10, y: 0 });
  assert.ok(left.x < 0 && right.x < 0 && left.y * right.y < 0);
});

test("a plan is fetched by its day and version", () => {
  assert.equal(planAddress("/p", { plan: "2026-11-20", version: "3" }), "/p/2026-11-20?version=3");
  assert.equal(planAddress("/p", { plan: "2026-11-20" }), "/p/2026-11-20");
});

test("one chosen walk makes the others faint", () => {
  assert.equal(strength(1, null), 1);
  assert.equal(strength(1, 1), 1);
  assert.ok(strength(2, 1) < 0.5);
});
