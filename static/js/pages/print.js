/** A button that opens the browser's own print dialog. */

/** Wire the page. */
function main() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
  }
}

if (typeof document !== "undefined") main();
