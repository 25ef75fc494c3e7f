/** Asking the server for what a map cannot do without: where it cannot be reached, again and again. */

const TRIES = 8;
const FIRST_PAUSE_MS = 500;

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Fetch; while there is no answer, or only that the server is in trouble, wait twice as long each time and ask again.
 * @param {string} url
 * @param {RequestInit} [init]
 * @param {typeof fetch} [ask]
 * @param {(ms: number) => Promise<unknown>} [wait]
 * @returns {Promise<Response>} the last answer, after a minute at most
 */
export async function fetchPatiently(url, init, ask = fetch, wait = sleep) {
  for (let tried = 1; ; tried += 1) {
    const last = tried === TRIES;
    try {
      const answer = await ask(url, init);
      if (answer.status < 500 || last) return answer;
    } catch (error) {
      if (last) throw error;
    }
    await wait(FIRST_PAUSE_MS * 2 ** (tried - 1));
  }
}
