import assert from "node:assert/strict";
import { test } from "node:test";

import { fetchPatiently } from "../../static/js/lib/patient.js";

/**
 * A server that answers in turn, and the pauses that were made between.
 * @param {(number | Error)[]} answers statuses, or the error of a network that is not there
 */
function server(answers) {
  /** @type {number[]} */
  const pauses = [];
  const ask = async () => {
    const next = answers.length > 1 ? answers.shift() : answers[0];
    if (next instanceof Error) throw next;
    return /** @type {Response} */ ({ status: next });
  };
  const get = () =>
    fetchPatiently("/map", undefined, /** @type {any} */ (ask), async (ms) => pauses.push(ms));
  return { get, pauses };
}

test("an answer is taken at once, whatever it says", async () => {
  for (const status of [200, 304, 404]) {
    const { get, pauses } = server([status]);
    assert.equal((await get()).status, status);
    assert.deepEqual(pauses, []);
  }
});

test("where the network or the server fails, it is asked again, ever later", async () => {
  const { get, pauses } = server([new TypeError("offline"), 503, 502, 200]);
  assert.equal((await get()).status, 200);
  assert.deepEqual(pauses, [500, 1000, 2000]);
});

test("after a minute it gives up and says what there was", async () => {
  const busy = server([503]);
  assert.equal((await busy.get()).status, 503);
  assert.equal(busy.pauses.length, 7);
  await assert.rejects(server([new TypeError("offline")]).get(), /offline/);
});
