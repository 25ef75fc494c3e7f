/** The device's position. Longitude and latitude are WGS 84 degrees, accuracy is metres (a 95 % radius). */

/** @typedef {{lon: number, lat: number, accuracy: number, at: number}} Fix */

/** A fix older than this no longer beats a fresh, coarser one: people walk about 20 m in 15 s. */
const STALE_MS = 15_000;

/**
 * The better of two fixes: a sharper one, unless it is stale.
 * @param {Fix | null} known
 * @param {Fix} fresh
 * @returns {Fix}
 */
export function betterFix(known, fresh) {
  if (!known || fresh.at - known.at > STALE_MS) return fresh;
  return fresh.accuracy <= known.accuracy ? fresh : known;
}

/**
 * Accuracy in a sentence: whole metres, never 0.
 * @param {number} metres
 * @returns {number}
 */
export function spokenAccuracy(metres) {
  return metres < 20 ? Math.max(1, Math.round(metres)) : Math.round(metres / 10) * 10;
}

/**
 * A browser's answer as a fix, or null where a value is not a finite number.
 * @param {GeolocationPosition} position
 * @returns {Fix | null}
 */
export function asFix(position) {
  const { longitude: lon, latitude: lat, accuracy } = position.coords;
  const fix = { lon, lat, accuracy, at: position.timestamp };
  return Object.values(fix).every(Number.isFinite) ? fix : null;
}

/**
 * Follow the device and hand over its best fix so far.
 * @param {(fix: Fix) => void} onFix
 * @param {() => void} onRefusal called when the device will not or cannot say
 * @returns {() => void} stops following
 */
export function follow(onFix, onRefusal) {
  if (!("geolocation" in navigator)) {
    onRefusal();
    return () => {};
  }
  /** @type {Fix | null} */
  let best = null;
  const watch = navigator.geolocation.watchPosition(
    (position) => {
      const fresh = asFix(position);
      if (!fresh) return;
      best = betterFix(best, fresh);
      onFix(best);
    },
    () => {
      if (!best) onRefusal();
    },
    { enableHighAccuracy: true, maximumAge: 5_000, timeout: 10_000 },
  );
  return () => navigator.geolocation.clearWatch(watch);
}
