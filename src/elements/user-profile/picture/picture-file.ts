import { page } from '../../../client/platform/native.ts';
import type { ErrorCode } from '../../../protocol/error-codes.ts';
import type { Crop } from './picture-crop.ts';

/** The formats that the server takes. */
export const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'];
/** Bytes of the largest file; the server refuses larger ones by default. */
const MAX_BYTES = 10_000_000;
/** Pixels of the largest picture. */
const MAX_PIXELS = 50_000_000;
/** Pixels on the longer side with which the user crops. More of them make dragging slow on phones. */
const WORKING_SIDE = 2_048;
/** Pixels on each side of what is sent. */
export const PICTURE_SIDE = 512;
const QUALITY = 0.9;

/** Returns what is wrong with a file that the user chose, as far as it can be said without decoding it. */
export function problemOf({ type, size }: File): ErrorCode | undefined {
  // The browser does not know the type of every file. Then decoding shows what it is.
  if (size === 0 || (type && !TYPES.includes(type))) return 'avatar_file_type_invalid';
  return size > MAX_BYTES ? 'avatar_file_size_exceeded' : undefined;
}

/**
 * Decodes a picture, upright, at the size with which the user works. A bitmap needs no URL, which a
 * Content-Security-Policy would have to allow.
 *
 * @returns the code of the error if the file is no picture, or has too many pixels
 */
export async function decode(file: Blob): Promise<ImageBitmap | ErrorCode> {
  const whole = await createImageBitmap(file).catch(() => undefined);
  if (!whole) return 'avatar_file_type_invalid';
  const { width, height } = whole;
  const scale = WORKING_SIDE / Math.max(width, height);
  if (width * height <= MAX_PIXELS && scale >= 1) return whole;
  try {
    if (width * height > MAX_PIXELS) return 'avatar_file_size_exceeded';
    return await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(width * scale)),
      resizeHeight: Math.max(1, Math.round(height * scale)),
      resizeQuality: 'high',
    });
  } finally {
    whole.close();
  }
}

/** Paints the part of a picture that is kept. */
export function paint(canvas: HTMLCanvasElement, picture: ImageBitmap, { x, y, side }: Crop): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, x, y, side, side, 0, 0, canvas.width, canvas.height);
}

/**
 * Encodes the part of a picture that is kept.
 *
 * @returns undefined where the browser does not let pages read what they have painted, against fingerprinting
 */
export async function encode(picture: ImageBitmap, crop: Crop): Promise<Blob | undefined> {
  const canvas = page.createElement('canvas');
  canvas.width = canvas.height = Math.max(1, Math.min(PICTURE_SIDE, Math.round(crop.side)));
  if (!isReadable(canvas)) return undefined;
  paint(canvas, picture, crop);
  const webp = await toBlob(canvas, 'image/webp');
  if (webp?.type === 'image/webp') return webp;
  // Safari writes no WebP. JPEG has no transparency, and browsers would make that black.
  const context = canvas.getContext('2d');
  if (context) {
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  return toBlob(canvas, 'image/jpeg');
}

function toBlob(canvas: HTMLCanvasElement, type: string): Promise<Blob | undefined> {
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), type, QUALITY));
}

function isReadable(canvas: HTMLCanvasElement): boolean {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  context.fillStyle = '#f00';
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return red > 200 && green < 50 && blue < 50;
}
