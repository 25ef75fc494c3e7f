/** How lanes are coloured: by the risk of each, by how far each changed, or not at all; and what stands out. */

/** @typedef {{color: string, weight: number, opacity: number}} Line */
/** @typedef {{step: number, sure: number}} Paint step: class, 0 for none; sure: 0 to 1, how much is known */

/** @typedef {{paints: Map<number, Paint>, changes: Record<string, {step: number}> | null, flagged: Set<number>, clustered: Set<number>}} Told */
/** @typedef {{width: number, ramp: string[], change: string[], unknown: string}} Look width: of the lane on the base map, pixels */

/** @type {Line} */
const HIDDEN = { color: "#000", weight: 1, opacity: 0 };

/**
 * How a lane is drawn in a picture: its risk, its change, or not at all.
 * @param {number} id
 * @param {{picture: string, against: string}} view
 * @param {Told} told
 * @param {Look} look
 * @returns {Line}
 */
export function laneLine(id, { picture, against }, { paints, changes }, look) {
  if (picture !== "risk") return HIDDEN;
  if (against) return changeStyle(changes?.[id]?.step ?? 0, look.width, look.change);
  const paint = paints.get(id);
  return paint ? lineStyle(paint, look) : HIDDEN;
}

/**
 * How a lane's risk is drawn: thinner where little is known, a grey thread where nobody has been.
 * @param {Paint} paint
 * @param {{width: number, ramp: string[], unknown: string}} look
 * @returns {Line}
 */
export function lineStyle({ step, sure }, { width, ramp, unknown }) {
  if (step === 0) return { color: unknown, weight: 1.5, opacity: 1 };
  const full = Math.max(1.5 + step / 2, width * (0.5 + 0.08 * step));
  return { color: ramp[step - 1], weight: Math.max(1.5, full * (0.4 + 0.6 * sure)), opacity: 1 };
}

/**
 * How a lane's change is drawn: steps -3 to 3 on a ramp of seven, none greyed.
 * @param {number} step
 * @param {number} width
 * @param {string[]} ramp from fewest to most
 * @returns {Line}
 */
export function changeStyle(step, width, ramp) {
  const middle = (ramp.length - 1) / 2;
  return {
    color: ramp[middle + step],
    weight: Math.max(2 + Math.abs(step), width * (0.5 + 0.15 * Math.abs(step))),
    opacity: 1,
  };
}

/**
 * How much is known of a lane's rate: 1 where its interval is a quarter as wide as the rate, 0 where four times.
 * @param {{rate: number, low: number, high: number}} risk
 * @returns {number}
 */
export function sureness({ rate, low, high }) {
  if (!(rate > 0) || !(high > low)) return 0;
  const wide = (high - low) / rate;
  return Math.min(1, Math.max(0, (Math.log(4) - Math.log(wide)) / Math.log(16)));
}

/**
 * The paint of every lane in a picture of risk.
 * @param {{id: number, step: number, rate: number, low: number, high: number}[]} lanes
 * @returns {Map<number, Paint>}
 */
export function riskPaints(lanes) {
  return new Map(lanes.map((lane) => [lane.id, { step: lane.step, sure: sureness(lane) }]));
}
