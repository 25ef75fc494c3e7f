/**
 * Vector tiles as the Mapbox Vector Tile specification 2.1 writes them, read into plain objects. Lines and rings stay in
 * the tile's own units, 0 to extent from the north-west; a tile that breaks off gives an error, never an endless loop.
 */

/** @typedef {{id: number, type: number, properties: Record<string, any>, parts: number[][]}} TileFeature type 1 points, 2 lines, 3 rings; each part x, y, x, y ... */
/** @typedef {{name: string, extent: number, features: TileFeature[]}} TileLayer */

const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5];
const [MOVE, LINE] = [1, 2];
const TEXT = new TextDecoder();

/** Reads one message of protocol buffers. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** @returns {boolean} */
  get more() {
    return this.at < this.bytes.length;
  }

  /** @returns {number} */
  varint() {
    let [value, scale] = [0, 1];
    for (let i = 0; i < 10; i += 1) {
      if (!this.more) throw new Error("the tile breaks off");
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
    throw new Error("a number in the tile is too long");
  }

  /** @returns {Uint8Array} */
  chunk() {
    return this.skip(this.varint());
  }

  /**
   * @param {number} length
   * @returns {Uint8Array}
   */
  skip(length) {
    const end = this.at + length;
    if (end > this.bytes.length) throw new Error("the tile breaks off");
    const found = this.bytes.subarray(this.at, end);
    this.at = end;
    return found;
  }

  /** @returns {number[]} */
  packed() {
    const inner = new Reader(this.chunk());
    const found = [];
    while (inner.more) found.push(inner.varint());
    return found;
  }
}

/**
 * Read the fields of a message, each by the reader of its number; others are passed over.
 * @param {Uint8Array} bytes
 * @param {Record<number, (reader: Reader) => void>} fields
 */
function message(bytes, fields) {
  const reader = new Reader(bytes);
  while (reader.more) {
    const key = reader.varint();
    const [field, wire] = [Math.floor(key / 8), key % 8];
    if (fields[field]) fields[field](reader);
    else if (wire === VARINT) reader.varint();
    else if (wire === BYTES) reader.chunk();
    else if (wire === FIXED64) reader.skip(8);
    else if (wire === FIXED32) reader.skip(4);
    else throw new Error("the tile holds something unknown");
  }
}

/** @param {number} value */
const unzigzag = (value) => (value % 2 ? -(value + 1) / 2 : value / 2);

/**
 * @param {Uint8Array} bytes
 * @returns {any}
 */
function value(bytes) {
  /** @type {any} */
  let found = null;
  const number = (/** @type {Reader} */ r, /** @type {number} */ size) => {
    const raw = r.skip(size);
    const view = new DataView(raw.buffer, raw.byteOffset, size);
    return size === 8 ? view.getFloat64(0, true) : view.getFloat32(0, true);
  };
  message(bytes, {
    1: (r) => (found = TEXT.decode(r.chunk())),
    2: (r) => (found = number(r, 4)),
    3: (r) => (found = number(r, 8)),
    4: (r) => (found = r.varint()),
    5: (r) => (found = r.varint()),
    6: (r) => (found = unzigzag(r.varint())),
    7: (r) => (found = r.varint() !== 0),
  });
  return found;
}

/**
 * The parts of a geometry from its commands.
 * @param {number[]} commands
 * @returns {number[][]}
 */
export function partsFrom(commands) {
  /** @type {number[][]} */
  const parts = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < commands.length; ) {
    const [what, times] = [commands[i] & 7, commands[i] >> 3];
    i += 1;
    if (what !== MOVE && what !== LINE) continue; // a ring is closed: it ends where it began
    for (let n = 0; n < times && i + 1 < commands.length; n += 1, i += 2) {
      x += unzigzag(commands[i]);
      y += unzigzag(commands[i + 1]);
      if (what === MOVE) parts.push([x, y]);
      else parts.at(-1)?.push(x, y);
    }
  }
  return parts;
}

/**
 * @param {Uint8Array} bytes
 * @returns {TileLayer}
 */
function layer(bytes) {
  const found = { name: "", extent: 4096, features: /** @type {TileFeature[]} */ ([]) };
  /** @type {string[]} */
  const keys = [];
  /** @type {any[]} */
  const values = [];
  /** @type {[TileFeature, number[]][]} */
  const tagged = [];
  message(bytes, {
    1: (r) => (found.name = TEXT.decode(r.chunk())),
    2: (r) => {
      const one = { id: 0, type: 0, properties: {}, parts: /** @type {number[][]} */ ([]) };
      /** @type {number[]} */
      let tags = [];
      message(r.chunk(), {
        1: (inner) => (one.id = inner.varint()),
        2: (inner) => (tags = inner.packed()),
        3: (inner) => (one.type = inner.varint()),
        4: (inner) => (one.parts = partsFrom(inner.packed())),
      });
      tagged.push([one, tags]);
    },
    3: (r) => keys.push(TEXT.decode(r.chunk())),
    4: (r) => values.push(value(r.chunk())),
    5: (r) => (found.extent = r.varint()),
  });
  for (const [one, tags] of tagged) {
    const pairs = keys.length
      ? tags.flatMap((tag, i) => (i % 2 ? [] : [[keys[tag], values[tags[i + 1]]]]))
      : [];
    one.properties = Object.fromEntries(pairs);
    found.features.push(one);
  }
  return found;
}

/**
 * The layers of a tile.
 * @param {Uint8Array} bytes
 * @returns {TileLayer[]}
 */
export function decodeTile(bytes) {
  /** @type {TileLayer[]} */
  const layers = [];
  message(bytes, { 3: (r) => layers.push(layer(r.chunk())) });
  return layers;
}
