/** Drawing a shape on a map: by mouse, finger or keys. Knows points and pixels, no form. */

import { fill } from "./dom.js";
import { handlesOn } from "./draw_handles.js";
import { leaflet } from "./leaflet.js";
import { latLng, shapeLayer } from "./shape_layer.js";
import {
  added,
  drawingOf,
  insertedAt,
  keyStep,
  middles,
  moved,
  nearestSpot,
  withoutChosen,
  withRoom,
} from "./vertices.js";

/** @typedef {import("leaflet").Map} Map */
/** @typedef {import("./positions.js").LonLat} LonLat */
/** @typedef {import("./vertices.js").Shape} Shape */
/** @typedef {import("./vertices.js").Drawing} Drawing */
/** @typedef {{point: string, middle: string}} Words sentences with {n} and {all} */

/** A point that is dropped this near to another lane's point is put exactly there. */
const SNAP_PX = 12;
const MOST_UNDONE = 100;
/** Two points need this much between them for a third handle to be told apart. */
const ROOM_PX = 36;

/** A drawing on a map; `onChange` hears of every change. */
export class DrawMap {
  /**
   * @param {Map} map
   * @param {Shape} shape
   * @param {Words} words
   * @param {(points: readonly LonLat[]) => void} onChange
   */
  constructor(map, shape, words, onChange) {
    this.map = map;
    this.shape = shape;
    this.words = words;
    this.onChange = onChange;
    map.on("zoomend", () => this.render());
    this.layer = shapeLayer(map, shape);
    this.handles = handlesOn(map);
    /** @type {Drawing} */
    this.drawing = drawingOf([]);
    /** @type {Drawing[]} */
    this.past = [];
    /** @type {LonLat[]} */
    this.corners = [];
  }

  /**
   * Begin with some points, without telling anybody.
   * @param {readonly LonLat[]} points
   */
  start(points) {
    this.drawing = drawingOf(points);
    this.past = [];
    this.render();
  }

  /**
   * Points of other places, to which new points may snap.
   * @param {LonLat[]} corners
   */
  snapTo(corners) {
    this.corners = corners;
  }

  /** @param {LonLat} point */
  add(point) {
    const alone = ["spot", "point"].includes(this.shape) && this.drawing.points.length === 1;
    const at = this.snapped(point);
    this.become(alone ? moved(this.drawing, 0, at) : added(this.drawing, at));
  }

  /** Another point for what is a spot so far: it becomes an outline. */
  addCorner() {
    const { lng, lat } = this.map.getCenter();
    this.become(this.shape === "point" ? drawingOf([[lng, lat]]) : added(this.drawing, [lng, lat]));
    this.focusChosen();
  }

  remove() {
    this.become(withoutChosen(this.drawing));
    this.focusChosen();
  }

  undo() {
    const before = this.past.pop();
    if (!before) return;
    this.drawing = before;
    this.render();
    this.onChange(before.points);
  }

  bounds() {
    return this.layer.bounds();
  }

  /** @param {Drawing} next */
  become(next) {
    if (next.points !== this.drawing.points) {
      this.past = [...this.past, this.drawing].slice(-MOST_UNDONE);
    }
    this.drawing = next;
    this.render();
    this.onChange(next.points);
  }

  render() {
    const { points, chosen } = this.drawing;
    this.layer.show(points);
    this.handles.clear();
    const spots = points.map((point) => this.map.latLngToContainerPoint(latLng(point)));
    for (const { index, point } of withRoom(middles(points, this.shape), spots, ROOM_PX)) {
      const insert = (/** @type {LonLat} */ at) =>
        this.become(insertedAt(this.drawing, index, this.snapped(at)));
      this.handles.add(point, {
        name: this.words.middle,
        className: "middle",
        onDrop: insert,
        onPress: () => insert(point),
        onKey: (event) => {
          if (event.key === "Enter") this.taken(event, () => insert(point));
        },
      });
    }
    this.markers = points.map((point, index) => this.grip(point, index, index === chosen));
  }

  /**
   * @param {LonLat} point
   * @param {number} index
   * @param {boolean} chosen
   */
  grip(point, index, chosen) {
    const choose = () => {
      this.become({ ...this.drawing, chosen: index });
      this.focusChosen();
    };
    return this.handles.add(point, {
      name: fill(this.words.point, { n: index + 1, all: this.drawing.points.length }),
      className: chosen ? "chosen" : "",
      onDrag: (at) => this.layer.show(moved(this.drawing, index, at).points),
      onDrop: (at) => this.become(moved(this.drawing, index, this.snapped(at))),
      onPress: choose,
      onKey: (event) => this.key(event, index),
    });
  }

  /**
   * @param {KeyboardEvent} event on the handle of a point
   * @param {number} index
   */
  key(event, index) {
    const step = keyStep(event.key, event.shiftKey);
    if (step) this.taken(event, () => this.nudge(index, step));
    else if (event.key === "Delete" || event.key === "Backspace") {
      this.drawing = { ...this.drawing, chosen: index };
      this.taken(event, () => this.remove());
    }
  }

  /**
   * @param {KeyboardEvent} event
   * @param {() => void} act
   */
  taken(event, act) {
    event.preventDefault();
    event.stopPropagation();
    act();
    this.focusChosen();
  }

  /**
   * @param {number} index
   * @param {{x: number, y: number}} step pixels
   */
  nudge(index, step) {
    const [lon, lat] = this.drawing.points[index];
    const spot = this.map.latLngToContainerPoint([lat, lon]).add(leaflet().point(step));
    const { lng, lat: there } = this.map.containerPointToLatLng(spot);
    this.become(moved(this.drawing, index, [lng, there]));
  }

  focusChosen() {
    this.markers?.[this.drawing.chosen]?.getElement()?.focus({ preventScroll: true });
  }

  /** @param {LonLat} point */
  snapped(point) {
    const place = (/** @type {LonLat} */ [lon, lat]) => this.map.latLngToContainerPoint([lat, lon]);
    const found = nearestSpot(place(point), this.corners.map(place), SNAP_PX);
    return found < 0 ? point : this.corners[found];
  }
}
