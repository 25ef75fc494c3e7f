/** A number field with - and + beside it. */

/**
 * The next value: whole, within the bounds; what is no number counts as the least.
 * @param {string} value as typed
 * @param {number} step
 * @param {number} min
 * @param {number} max
 * @returns {number}
 */
export function stepped(value, step, min, max) {
  const number = Math.round(Number(value));
  const from = value.trim() === "" || !Number.isFinite(number) ? min : number + step;
  return Math.min(max, Math.max(min, from));
}

/**
 * Bring every stepper within an element to life.
 * @param {ParentNode} root
 */
export function wireSteppers(root) {
  for (const stepper of root.querySelectorAll("[data-stepper]")) {
    const input = stepper.querySelector("input");
    stepper.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-step]") : null;
      if (!(button instanceof HTMLElement) || !input) return;
      const step = Number(button.dataset.step);
      input.value = String(stepped(input.value, step, Number(input.min), Number(input.max)));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}
