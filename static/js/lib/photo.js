/** Make a phone's photo small before it travels: a JPEG of at most 250 kB, upright, without EXIF. */

export const MAX_BYTES = 250_000;
/** Longest side in pixels: a number on a door is still legible at 3 m. */
export const MAX_SIDE = 1600;
/** Tried in this order; the last resort halves the side instead. */
const QUALITIES = [0.8, 0.65, 0.5];

/**
 * Width and height that fit within a square, never larger than the original, never under 1 pixel.
 * @param {number} width
 * @param {number} height
 * @param {number} side
 * @returns {{width: number, height: number}}
 */
export function fitWithin(width, height, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/**
 * A file name that says JPEG.
 * @param {string} name
 * @returns {string}
 */
export function jpegName(name) {
  return `${name.replace(/\.[^.]*$/, "") || "photo"}.jpg`;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} quality
 * @returns {Promise<Blob | null>}
 */
function encode(canvas, quality) {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

/**
 * @param {ImageBitmap} bitmap
 * @param {number} side
 * @returns {HTMLCanvasElement}
 */
function draw(bitmap, side) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, fitWithin(bitmap.width, bitmap.height, side));
  const pen = canvas.getContext("2d", { alpha: false });
  if (!pen) throw new Error("this browser cannot draw");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * The photo as a small JPEG.
 * @param {File} file
 * @param {number} [maxBytes]
 * @returns {Promise<File>}
 * @throws {Error} where the file is no picture that this browser can read
 */
export async function shrinkPhoto(file, maxBytes = MAX_BYTES) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    for (let side = MAX_SIDE; side >= 100; side /= 2) {
      const canvas = draw(bitmap, side);
      for (const quality of QUALITIES) {
        const blob = await encode(canvas, quality);
        if (blob && blob.size <= maxBytes) {
          return new File([blob], jpegName(file.name), { type: "image/jpeg" });
        }
      }
    }
  } finally {
    bitmap.close();
  }
  throw new Error("the photo does not get small enough");
}
