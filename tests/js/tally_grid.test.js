import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, led, sums } from "../../static/js/lib/tally_grid.js";

test("arrow keys move by one cell and stop at the edges", () => {
  assert.deepEqual(led("ArrowDown", 0, 1, 3, 2), [1, 1]);
  assert.deepEqual(led("ArrowLeft", 0, 1, 3, 2), [0, 0]);
  assert.equal(led("ArrowUp", 0, 1, 3, 2), null);
  assert.equal(led("ArrowRight", 0, 1, 3, 2), null);
});

test("Enter goes down a column and on at the head of the next", () => {
  assert.deepEqual(led("Enter", 1, 0, 3, 2), [2, 0]);
  assert.deepEqual(led("Enter", 2, 0, 3, 2), [0, 1]);
  assert.equal(led("Enter", 2, 1, 3, 2), null);
});

test("any other key is left to the cell", () => {
  assert.equal(led("5", 0, 0, 3, 2), null);
});

test("a cell counts what was fixed and what was passed on, whatever the width of the signs", () => {
  assert.equal(counted("3"), 3);
  assert.equal(counted(" 3 + 1! "), 4);
  assert.equal(counted("１！"), 1);
  assert.equal(counted(""), 0);
});

test("what is no number is none", () => {
  for (const text of ["x", "-1", "1.5", "1000", "12!", "3+", "!"])
    assert.equal(counted(text), null);
});

test("a column adds up its numbers", () => {
  assert.deepEqual(
    sums([
      ["1", "2+1!"],
      ["x", ""],
      ["4", "1"],
    ]),
    [5, 4],
  );
});
