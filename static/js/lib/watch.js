/** Look at an address again and again while the page is looked at; tell only of what is new. */

import { dataQuery } from "./frames.js";
import { current, FILTERS, onView } from "./view.js";

/**
 * An address with the page's own filters added.
 * @param {string} url
 * @param {string} search the page's query, such as location.search
 * @param {{frame: string, step: string}} [view]
 * @returns {string}
 */
export function withFilters(url, search, view = { frame: "", step: "" }) {
  const query = dataQuery(search, FILTERS, view).toString();
  return query ? `${url}?${query}` : url;
}

/**
 * Ask once.
 * @param {string} url
 * @param {string} tag of what is known, "" for nothing
 * @param {typeof fetch} ask
 * @returns {Promise<{tag: string, body: any}>} body null where nothing has changed since the tag
 */
export async function lookOnce(url, tag, ask = fetch) {
  const headers = tag ? { "if-none-match": tag } : {};
  const answer = await ask(url, { headers, cache: "no-store" });
  const found = answer.headers.get("etag") ?? tag;
  if (answer.status === 304) return { tag: found, body: null };
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return { tag: found, body: await answer.json() };
}

/**
 * Look now, whenever the address to look at changes with the view, and every so often while the page is visible.
 * @param {() => string} address of the present view, "" for none
 * @param {number} seconds
 * @param {(body: any) => void} tell called with what is new
 * @param {(failed: boolean) => void} [trouble] called after every look: could the server not be reached?
 * @returns {() => void} looks again as if nothing were known
 */
export function watch(address, seconds, tell, trouble = () => {}) {
  let [known, tag] = ["", ""];
  const look = async () => {
    const url = address();
    if (document.hidden || !url) return;
    if (url !== known) [known, tag] = [url, ""];
    try {
      const found = await lookOnce(url, tag);
      if (known !== url) return; // the view went on meanwhile
      trouble(false);
      tag = found.tag;
      if (found.body) tell(found.body);
    } catch (error) {
      trouble(true);
      console.warn(error);
    }
  };
  const again = async () => {
    await look();
    setTimeout(again, seconds * 1000);
  };
  document.addEventListener("visibilitychange", look);
  onView(() => {
    if (address() !== known) look();
  });
  again();
  return () => {
    known = "";
    look();
  };
}

/**
 * The address of data for the present view.
 * @param {string} url
 * @returns {string}
 */
export function ofView(url) {
  return withFilters(url, location.search, current());
}
