/** A grid of cells under the keyboard: where a key leads, what a column adds up to. */

const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Enter: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * The cell that a key leads to from another one, as [row, column]; null where it leads nowhere.
 * Enter at the foot of a column goes on at the head of the next.
 * @param {string} key
 * @param {number} row
 * @param {number} column
 * @param {number} rows
 * @param {number} columns
 * @returns {[number, number] | null}
 */
export function led(key, row, column, rows, columns) {
  const step = STEPS[/** @type {keyof STEPS} */ (key)];
  if (!step) return null;
  const [down, right] = [row + step[0], column + step[1]];
  if (key === "Enter" && down === rows) return right + 1 < columns ? [0, column + 1] : null;
  const inside = down >= 0 && down < rows && right >= 0 && right < columns;
  return inside ? [down, right] : null;
}

/**
 * How many a cell counts: 3+1! is four; null where it is no number.
 * @param {string} text
 * @returns {number | null}
 */
export function counted(text) {
  const plain = text.normalize("NFKC").replace(/\s/g, "");
  if (plain === "") return 0;
  const found = /^(?:(\d{1,3})(?:\+(\d)!)?|(\d)!)$/.exec(plain);
  if (!found) return null;
  return Number(found[1] ?? 0) + Number(found[2] ?? 0) + Number(found[3] ?? 0);
}

/**
 * The sums of columns; what is no number counts nothing.
 * @param {string[][]} rows texts, row by row
 * @returns {number[]}
 */
export function sums(rows) {
  const columns = rows[0]?.length ?? 0;
  return Array.from({ length: columns }, (_nothing, column) =>
    rows.reduce((sum, row) => sum + (counted(row[column]) ?? 0), 0),
  );
}

/**
 * Bring a form's grid to life.
 * @param {ParentNode} form
 */
export function wireGrid(form) {
  const lines = [...form.querySelectorAll("tbody tr")].map((line) => [
    .../** @type {NodeListOf<HTMLInputElement>} */ (line.querySelectorAll("input.cell")),
  ]);
  const feet = [...form.querySelectorAll("[data-sum]")];
  const add = () => {
    const found = sums(lines.map((line) => line.map((cell) => cell.value)));
    for (const [n, foot] of feet.entries()) foot.textContent = found[n] ? String(found[n]) : "";
  };
  for (const [row, line] of lines.entries()) {
    for (const [column, cell] of line.entries()) {
      cell.addEventListener("focus", () => cell.select());
      cell.addEventListener("input", () => {
        if (counted(cell.value) === null) cell.setAttribute("aria-invalid", "true");
        else cell.removeAttribute("aria-invalid");
        add();
      });
      cell.addEventListener("keydown", (event) => {
        const to = led(event.key, row, column, lines.length, line.length);
        if (to) lines[to[0]][to[1]].focus();
        if (to || event.key === "Enter") event.preventDefault();
      });
    }
  }
  add();
}
