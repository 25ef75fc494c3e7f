/** Small, typed helpers over the DOM. Text always goes in as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * The element with this id; a page without it is a mistake worth an error.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`#${id} is missing from this page`);
  return found;
}

/**
 * The value of a data attribute, "" where it is absent.
 * @param {HTMLElement} element
 * @param {string} name in camel case, as in dataset
 * @returns {string}
 */
export function data(element, name) {
  return element.dataset[name] ?? "";
}

/**
 * Put values into a sentence: `fill("take {m} m", {m: 8})` is "take 8 m".
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, key) =>
    key in values ? String(values[key]) : whole,
  );
}

/**
 * A new element with a class, a text and a language.
 * @param {string} tag
 * @param {{className?: string, text?: string, lang?: string}} [parts]
 * @returns {HTMLElement}
 */
export function make(tag, { className = "", text = "", lang = "" } = {}) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  if (lang) element.lang = lang;
  return element;
}

/**
 * An SVG drawing of one path.
 * @param {string} viewBox
 * @param {Record<string, string>} attributes of the path
 * @returns {SVGSVGElement}
 */
export function drawing(viewBox, attributes) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, value);
  svg.append(path);
  return svg;
}

/**
 * The named field of a form as an input.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLInputElement}
 */
export function field(form, name) {
  const found = form.elements.namedItem(name);
  if (!(found instanceof HTMLInputElement)) throw new Error(`the form has no field ${name}`);
  return found;
}
