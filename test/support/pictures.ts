import sharp, { type Sharp } from 'sharp';
import type { Answer, TestBrowser } from './test-browser.ts';

/** Draws a picture: its left half is red, its right half blue. */
export function drawPicture(width = 40, height = 20): Sharp {
  const half = { width: Math.ceil(width / 2), height, channels: 3, background: 'red' } as const;
  return sharp({ create: { width, height, channels: 3, background: 'blue' } }).composite([
    { input: { create: half }, left: 0, top: 0 },
  ]);
}

/** Uploads a picture as stock clients do. */
export function uploadPicture(
  browser: TestBrowser,
  file: Uint8Array,
  { name = 'me.png', type = 'image/png' }: { name?: string; type?: string } = {},
): Promise<Answer> {
  const body = new FormData();
  body.append('file', new Blob([new Uint8Array(file)], { type }), name);
  return browser.send('/v1/me/profile_image', { method: 'POST', body });
}
