/** The page that spends a sign-in card: the code comes behind the address's "#", which is never sent. */

import { byId, field } from "../lib/dom.js";

/**
 * The code in an address's fragment, "" where there is none.
 * @param {string} hash such as "#ABCD-EFGH-JKMN-PQRS"
 * @returns {string}
 */
export function codeFrom(hash) {
  const text = hash.slice(1);
  return /^[0-9A-Za-z-]{16,24}$/.test(text) ? text.toUpperCase() : "";
}

/** Wire the page: fill in the code, and take it out of the address and the history. */
function main() {
  const code = codeFrom(location.hash);
  if (!code) return;
  field(byId("enter-form", HTMLFormElement), "code").value = code;
  history.replaceState(null, "", location.pathname);
}

if (typeof document !== "undefined") main();
