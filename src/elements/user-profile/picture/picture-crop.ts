/** The square part of a picture that is kept, in pixels of the picture. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A point of the square: `[0, 0]` is its upper left corner, `[1, 1]` the opposite one. */
export type Point = readonly [x: number, y: number];

const CENTER: Point = [0.5, 0.5];
const MOST_ZOOM = 5;
/** Pixels that a side keeps however far the user zooms in. */
const LEAST_SIDE = 96;

/** Returns the largest square in the middle of a picture. */
export function largestCrop(size: Size): Crop {
  const side = Math.min(size.width, size.height);
  return within({ x: (size.width - side) / 2, y: (size.height - side) / 2, side }, size);
}

/** Returns the crop after the user has dragged the picture. @param by parts of the square's side */
export function move(crop: Crop, size: Size, [x, y]: Point): Crop {
  return within({ ...crop, x: crop.x - x * crop.side, y: crop.y - y * crop.side }, size);
}

/**
 * Returns the crop at another zoom.
 *
 * @param zoom 1 shows as much of the picture as fits
 * @param at point that stays where it is, such as the one between two fingers
 */
export function zoomTo(crop: Crop, size: Size, zoom: number, [x, y]: Point = CENTER): Crop {
  const side = Math.min(size.width, size.height) / Math.min(Math.max(zoom, 1), mostZoom(size));
  const rest = crop.side - side;
  return within({ x: crop.x + x * rest, y: crop.y + y * rest, side }, size);
}

export function zoomOf({ side }: Crop, { width, height }: Size): number {
  return Math.min(width, height) / side;
}

/** Returns how far the user can zoom in: not at all where the picture is small. */
export function mostZoom({ width, height }: Size): number {
  return Math.min(MOST_ZOOM, Math.max(1, Math.min(width, height) / LEAST_SIDE));
}

function within({ x, y, side }: Crop, { width, height }: Size): Crop {
  const keep = (value: number, room: number): number => Math.min(Math.max(value, 0), room);
  return { x: keep(x, width - side), y: keep(y, height - side), side };
}
