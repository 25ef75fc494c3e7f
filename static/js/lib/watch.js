/** Look at an address again and again while the page is looked at; tell only of what is new. */

/** Filters that the page's address may carry on to the data. */
const FILTERS = ["from", "to", "category", "hours"];

/**
 * An address with the page's own filters added.
 * @param {string} url
 * @param {string} search the page's query, such as location.search
 * @returns {string}
 */
export function withFilters(url, search) {
  const given = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const name of FILTERS) {
    const value = given.get(name);
    if (value) kept.set(name, value);
  }
  const query = kept.toString();
  return query ? `${url}?${query}` : url;
}

/**
 * Ask once; null where nothing has changed since the tag.
 * @param {string} url
 * @param {string} tag "" for none
 * @param {typeof fetch} ask
 * @returns {Promise<{tag: string, body: any} | null>}
 */
export async function lookOnce(url, tag, ask = fetch) {
  const headers = tag ? { "if-none-match": tag } : {};
  const answer = await ask(url, { headers, cache: "no-store" });
  if (answer.status === 304) return null;
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return { tag: answer.headers.get("etag") ?? "", body: await answer.json() };
}

/**
 * Look now and every so often while the page is visible.
 * @param {string} url
 * @param {number} seconds
 * @param {(body: any) => void} tell called with what is new
 * @param {(failed: boolean) => void} [trouble] called after every look: could the server not be reached?
 */
export function watch(url, seconds, tell, trouble = () => {}) {
  let tag = "";
  const look = async () => {
    if (document.hidden) return;
    try {
      const found = await lookOnce(url, tag);
      trouble(false);
      if (!found) return;
      tag = found.tag;
      tell(found.body);
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
  again();
}
