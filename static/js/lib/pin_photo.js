/** The photo fields of the pin page: each chosen photo is made small at once and shown. */

import { data, fill, make } from "./dom.js";
import { shrinkPhoto } from "./photo.js";

/**
 * Put a small photo in place of the chosen one, and show it.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} holder
 * @param {File} file
 * @returns {Promise<number>} its size in bytes
 */
async function replace(input, holder, file) {
  const small = await shrinkPhoto(file);
  const transfer = new DataTransfer();
  transfer.items.add(small);
  input.files = transfer.files;
  const preview = /** @type {HTMLImageElement} */ (make("img", { className: "photo-preview" }));
  preview.alt = "";
  preview.src = URL.createObjectURL(small);
  holder.append(preview);
  return small.size;
}

/**
 * After a choice: shrink, or say that the photo cannot be read and empty the field.
 * @param {HTMLFormElement} form carries the sentences
 * @param {HTMLElement} holder
 */
async function onChoice(form, holder) {
  const input = holder.querySelector("input");
  const hint = holder.querySelector(".hint");
  const shown = holder.querySelector("img");
  if (!input || !hint) return;
  if (shown) URL.revokeObjectURL(shown.src);
  shown?.remove();
  hint.textContent = "";
  const file = input.files?.[0];
  if (!file) return;
  try {
    const bytes = await replace(input, holder, file);
    hint.textContent = fill(data(form, "textSmall"), { kb: Math.ceil(bytes / 1000) });
  } catch {
    input.value = "";
    hint.textContent = data(form, "textBadPhoto");
  }
}

/**
 * Wire every photo field of a form.
 * @param {HTMLFormElement} form
 * @returns {Set<Promise<void>>} the work still going on
 */
export function wirePhotos(form) {
  /** @type {Set<Promise<void>>} */
  const pending = new Set();
  for (const holder of form.querySelectorAll("[data-photo]")) {
    holder.addEventListener("change", () => {
      const work = onChoice(form, /** @type {HTMLElement} */ (holder)).finally(() =>
        pending.delete(work),
      );
      pending.add(work);
    });
  }
  return pending;
}
