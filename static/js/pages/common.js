/** On every page: say that JavaScript runs, and close the menu when the reader turns elsewhere. */

/**
 * Should this key or click close the menu?
 * @param {{type: string, key?: string}} event
 * @param {boolean} inside whether it happened inside the menu
 * @returns {boolean}
 */
export function closes(event, inside) {
  return event.type === "keydown" ? event.key === "Escape" : !inside;
}

/** Wire the page. */
function main() {
  document.documentElement.classList.add("js");
  const menu = document.querySelector("[data-menu]");
  if (menu instanceof HTMLDetailsElement) {
    for (const type of ["click", "keydown"]) {
      document.addEventListener(type, (event) => {
        const inside = event.target instanceof Node && menu.contains(event.target);
        if (menu.open && closes(/** @type {KeyboardEvent} */ (event), inside)) menu.open = false;
      });
    }
  }
  document.getElementById("error-summary")?.focus();
}

if (typeof document !== "undefined") main();
