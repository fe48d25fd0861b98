import { type Crop, largestCrop, mostZoom, move, type Point, type Size, zoomOf, zoomTo } from './picture-crop.ts';

/** How far one press of an arrow key moves the picture, in parts of the square's side. */
const STEP = 0.04;
const LARGE_STEP = 0.2;
const ZOOM_STEP = 1.1;
/** Pixels that a pointer may move and still count as a click. */
const STILL = 4;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ZOOMS: Readonly<Record<string, number>> = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP };

/**
 * Keeps the part of a picture that the user wants. Moves and zooms a picture in its square: by dragging and by two
 * fingers, with the wheel, and with the keys. A click brings the point below it to the middle, for users who cannot
 * drag.
 */
export class Cropper {
  crop: Crop;
  readonly #size: Size;
  readonly #changed: () => void;
  /** Where the pointers that touch the square are, in parts of its side. */
  readonly #pointers = new Map<number, Point>();
  #start: { x: number; y: number } | undefined;

  /** @param changed shows the new crop */
  constructor(size: Size, changed: () => void) {
    this.#size = size;
    this.#changed = changed;
    this.crop = largestCrop(size);
  }

  get zoom(): number {
    return zoomOf(this.crop, this.#size);
  }

  get mostZoom(): number {
    return mostZoom(this.#size);
  }

  /** @param at point that stays where it is */
  zoomTo(zoom: number, at?: Point): void {
    this.#set(zoomTo(this.crop, this.#size, zoom, at));
  }

  down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#start = this.#pointers.size === 0 ? { x: event.clientX, y: event.clientY } : undefined;
    this.#pointers.set(event.pointerId, pointOf(event));
  };

  move = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    if (this.#start && Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y) < STILL) return;
    this.#start = undefined;
    const all = this.#pointers;
    const [from, distance] = spanOf(all);
    all.set(event.pointerId, pointOf(event));
    const [to, farther] = spanOf(all);
    const ratio = all.size > 1 && distance > 0 ? farther / distance : 1;
    const zoomed = zoomTo(this.crop, this.#size, this.zoom * ratio, from);
    this.#set(move(zoomed, this.#size, [to[0] - from[0], to[1] - from[1]]));
  };

  up = (event: PointerEvent): void => {
    if (this.#start && event.type === 'pointerup' && this.#pointers.has(event.pointerId)) {
      const [x, y] = pointOf(event);
      this.#moveBy([0.5 - x, 0.5 - y]);
    }
    this.#start = undefined;
    this.#pointers.delete(event.pointerId);
  };

  wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY / 100 : event.deltaY;
    this.zoomTo(this.zoom * ZOOM_STEP ** -lines, pointOf(event));
  };

  key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const zoom = ZOOMS[event.key];
    const step = event.shiftKey ? LARGE_STEP : STEP;
    if (arrow) this.#moveBy([arrow[0] * step, arrow[1] * step]);
    else if (zoom) this.zoomTo(this.zoom * zoom);
    else return;
    event.preventDefault();
  };

  #moveBy(by: Point): void {
    this.#set(move(this.crop, this.#size, by));
  }

  #set(crop: Crop): void {
    this.crop = crop;
    this.#changed();
  }
}

function pointOf({ currentTarget, clientX, clientY }: MouseEvent): Point {
  const { left, top, width, height } = (currentTarget as HTMLElement).getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}

/** Returns the middle of the pointers, and how far two of them are apart. */
function spanOf(pointers: ReadonlyMap<number, Point>): [middle: Point, distance: number] {
  const [first = [0.5, 0.5], second = first] = [...pointers.values()];
  const middle: Point = [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2];
  return [middle, Math.hypot(first[0] - second[0], first[1] - second[1])];
}
