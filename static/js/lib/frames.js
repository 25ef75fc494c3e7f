/** Which days the map shows: the whole period, or the step that the slider stands on; and the days to compare with. */

/** @typedef {{from: string, to: string, reports: number, text: string}} Frame */

const MS = 86_400_000;

/**
 * The day so many days after another.
 * @param {string} day such as "2026-11-26"
 * @param {number} days
 * @returns {string}
 */
export function dayAfter(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * MS).toISOString().slice(0, 10);
}

/**
 * How many days lie between two.
 * @param {string} from
 * @param {string} to
 * @returns {number}
 */
export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / MS);
}

/**
 * The last day of the step that begins on a day: that day, or the week up to Sunday.
 * @param {string} day
 * @param {string} step "day" or "week"
 * @returns {string}
 */
export function endOfStep(day, step) {
  if (step === "day") return day;
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return dayAfter(day, 6 - weekday);
}

/**
 * The query for data of the present view: the filters, narrowed to the slider's step.
 * @param {string} search the page's
 * @param {string[]} filters names
 * @param {{frame: string, step: string}} view
 * @returns {URLSearchParams}
 */
export function dataQuery(search, filters, { frame, step }) {
  const given = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const name of filters) {
    const value = given.get(name);
    if (value) kept.set(name, value);
  }
  if (frame) {
    const end = endOfStep(frame, step);
    const last = kept.get("to") ?? end;
    kept.set("from", frame);
    kept.set("to", [last, end].sort()[0]);
  }
  return kept;
}

/**
 * The same query over as many days from another day on.
 * @param {URLSearchParams} query with from and to
 * @param {string} against
 * @returns {URLSearchParams | null} null where the query has no days of its own
 */
export function earlierQuery(query, against) {
  const [from, to] = [query.get("from"), query.get("to")];
  if (!from || !to) return null;
  const earlier = new URLSearchParams(query);
  earlier.set("from", against);
  earlier.set("to", dayAfter(against, daysBetween(from, to)));
  return earlier;
}
