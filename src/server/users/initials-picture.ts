import { hueOf, initialsOf } from '../../protocol/initials.ts';
import { VISIBLE } from '../../protocol/visible.ts';
import type { InstanceConfig } from '../config/config.ts';
import { escapeHtml } from '../../protocol/escape-html.ts';

/**
 * The twelve hues of `avatar.css`, `oklch(0.5 0.12 …)` in steps of 30 degrees. White text has a contrast of at least
 * 5:1 on each.
 */
export const COLOURS = [
  '#984260',
  '#9c4438',
  '#934f00',
  '#7e5e00',
  '#5b6c00',
  '#21763c',
  '#007866',
  '#007489',
  '#006aa0',
  '#495da7',
  '#6e519d',
  '#884783',
] as const;

/** The colour behind a person who is not known. */
const GREY = '#62666d';
/** The longest letter, in UTF-16 code units. An emoji of a family has 25; a letter with a hundred marks has more. */
const MAX_LETTER = 32;
const NOBODY = 'nobody';
/** Characters that an XML document must not have, even escaped. */
const NOT_IN_XML = /[\p{Cc}\ufffe\uffff]/gu;

/** What a picture of initials shows. */
export interface Initials {
  /** Undefined for a person who is not known. */
  hue?: number;
  /** At most two letters. Without any, head and shoulders are drawn. */
  letters: string;
}

/**
 * Returns the URL of the picture of a user who has none. Clerk's screens load `image_url` in any case, and show a
 * broken picture when it is empty. The word `avatar_placeholder` tells them that there is no picture to remove.
 *
 * The URL holds hue and initials, so the server looks up nothing to draw it, and tells nothing about an account.
 *
 * @param user null for a person who is not known yet
 */
export function initialsUrl({ url }: Pick<InstanceConfig, 'url'>, user: { id: string; name: string } | null): string {
  const name = user ? `${hueOf(user.id)}-${encode(shorten(initialsOf(user.name)))}` : NOBODY;
  return `${url}/v1/avatar_placeholder/${name}.svg`;
}

/** Parses the last part of such a URL; undefined for a URL that {@link initialsUrl} does not make. */
export function initialsFromPath(name: string): Initials | undefined {
  if (name === `${NOBODY}.svg`) return { letters: '' };
  const [, hue = '', encoded = ''] = /^(\d{1,2})-([\w-]{0,400})\.svg$/.exec(name) ?? [];
  if (hue === '' || Number(hue) >= COLOURS.length) return undefined;
  const letters = Buffer.from(encoded, 'base64url').toString();
  const isOurs = encode(letters) === encoded && letters.length <= 2 * MAX_LETTER && segments(letters).length <= 2;
  return isOurs ? { hue: Number(hue), letters } : undefined;
}

/** Draws the picture as SVG: a square of one colour with text. It needs no script, no style and no other file. */
export function drawInitials({ hue, letters }: Initials): string {
  const figure =
    letters === ''
      ? '<g fill="#fff" fill-opacity=".9"><circle cx="40" cy="31" r="14"/><path d="M12 80a28 28 0 0 1 56 0z"/></g>'
      : '<text x="40" y="40" dy=".35em" fill="#fff" font-family="system-ui,sans-serif" font-size="30" ' +
        `font-weight="500" text-anchor="middle">${escapeHtml(letters.replace(NOT_IN_XML, ''))}</text>`;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" width="80" height="80">' +
    `<path fill="${hue === undefined ? GREY : COLOURS[hue]}" d="M0 0h80v80H0z"/>${figure}</svg>`
  );
}

/** Leaves the marks of a letter out that has too many of them. */
function shorten(letters: string): string {
  const isShort = (letter: string): boolean => letter.length <= MAX_LETTER;
  const base = (letter: string): string => [...letter].find((each) => VISIBLE.test(each)) ?? '';
  return segments(letters)
    .map((letter) => (isShort(letter) ? letter : base(letter)))
    .join('');
}

function segments(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** Base64 goes through every proxy as it is, which an encoded slash does not. */
function encode(letters: string): string {
  return Buffer.from(letters.toWellFormed()).toString('base64url');
}
