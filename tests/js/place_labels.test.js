import assert from "node:assert/strict";
import { test } from "node:test";

import {
  labelBox,
  lineAnchor,
  overlaps,
  textWidth,
  upright,
  withoutOverlaps,
} from "../../static/js/lib/place_labels.js";

test("writing is never upside down", () => {
  for (let angle = -180; angle <= 180; angle += 7) assert.ok(Math.abs(upright(angle)) <= 90);
  assert.equal(upright(135), -45);
});

test("a Chinese letter takes more room than a Latin one", () => {
  assert.ok(textWidth("巷", 10) > textWidth("a", 10));
  assert.equal(textWidth("", 10), 0);
});

test("a name lies along the longest straight stretch", () => {
  const anchor = lineAnchor([
    { x: 0, y: 0 },
    { x: 0, y: 10 },
    { x: 50, y: 10 },
    { x: 100, y: 11 },
  ]);
  assert.equal(Math.round(anchor.x), 50);
  assert.equal(Math.round(anchor.room), 100);
  assert.ok(Math.abs(anchor.angle) < 2);
});

test("a line without length has no room for a name", () => {
  assert.equal(
    lineAnchor([
      { x: 3, y: 4 },
      { x: 3, y: 4 },
    ]).room,
    0,
  );
});

test("a label turned by a right angle swaps width and height", () => {
  const box = labelBox({ x: 0, y: 0, angle: 90, room: 0 }, 40, 10);
  assert.equal(Math.round(box.right - box.left), 10);
  assert.equal(Math.round(box.bottom - box.top), 40);
});

test("of two labels in one place the first stays", () => {
  const box = { left: 0, top: 0, right: 10, bottom: 10 };
  const far = { left: 20, top: 0, right: 30, bottom: 10 };
  const kept = withoutOverlaps([
    { id: 1, box },
    { id: 2, box },
    { id: 3, box: far },
  ]);
  assert.deepEqual(
    kept.map((label) => label.id),
    [1, 3],
  );
});

test("labels that only touch do not overlap", () => {
  assert.ok(
    !overlaps(
      { left: 0, top: 0, right: 10, bottom: 10 },
      { left: 10, top: 0, right: 20, bottom: 10 },
    ),
  );
});
