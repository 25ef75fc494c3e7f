import assert from "node:assert/strict";
import { test } from "node:test";

import {
  added,
  drawingOf,
  insertedAt,
  keyStep,
  middles,
  moved,
  nearestSpot,
  withoutChosen,
} from "../../static/js/lib/vertices.js";

/** @type {[number, number][]} */
const LINE = [
  [0, 0],
  [2, 0],
  [2, 2],
];

test("a point is added behind the chosen one and is chosen then", () => {
  const middle = { points: LINE, chosen: 0 };
  assert.deepEqual(added(middle, [1, 1]), {
    points: [LINE[0], [1, 1], LINE[1], LINE[2]],
    chosen: 1,
  });
  assert.equal(added(drawingOf([]), [1, 1]).points.length, 1);
});

test("points are moved and put in between without touching the drawing before", () => {
  const before = drawingOf(LINE);
  assert.deepEqual(moved(before, 1, [5, 5]).points[1], [5, 5]);
  assert.deepEqual(insertedAt(before, 1, [5, 5]).points.length, 4);
  assert.deepEqual(before.points, LINE);
});

test("deleting goes on to the point before, down to none", () => {
  let drawing = drawingOf(LINE);
  for (const left of [2, 1, 0, 0]) {
    drawing = withoutChosen(drawing);
    assert.equal(drawing.points.length, left);
  }
  assert.equal(drawing.chosen, -1);
});

test("a ring has one middle more than a line of the same points", () => {
  assert.equal(middles(LINE, "line").length, 2);
  assert.deepEqual(middles(LINE, "ring")[2], { index: 3, point: [1, 1] });
  assert.deepEqual(middles([], "ring"), []);
  assert.deepEqual(middles([[0, 0]], "line"), []);
});

test("the nearest spot within reach is found, none beyond it", () => {
  const spots = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
  ];
  assert.equal(nearestSpot({ x: 8, y: 1 }, spots, 12), 1);
  assert.equal(nearestSpot({ x: 40, y: 1 }, spots, 12), -1);
  assert.equal(nearestSpot({ x: 0, y: 0 }, [], 12), -1);
});

test("arrow keys move a point, further with Shift, and no other key does", () => {
  assert.deepEqual(keyStep("ArrowLeft", false), { x: -2, y: 0 });
  assert.deepEqual(keyStep("ArrowDown", true), { x: 0, y: 20 });
  assert.equal(keyStep("a", false), null);
});
