import { html, type TemplateResult } from 'lit';
import { absolute } from '../base/absolute.ts';
import { VISIBLE } from '../../protocol/visible.ts';
import type { ViewHost } from '../base/view-host.ts';
import { picture } from './picture.ts';

export interface AvatarOptions {
  userId: string;
  /** Used when `hasImage`. */
  imageUrl?: string | undefined;
  hasImage?: boolean | undefined;
  /** Name or identifier that the initials come from. */
  name: string;
  /** 28 in a button, 40 in a menu, 64 in the profile. */
  size: 's' | 'm' | 'l';
}

/** A picture, or initials on a colour that belongs to the user. It is decoration: a name stands beside it. */
export function avatar(host: ViewHost, options: AvatarOptions): TemplateResult {
  const { userId, imageUrl, hasImage, name, size } = options;
  const shown = hasImage && imageUrl && isSafeImage(imageUrl);
  return html`<span
    class="${host.cl('avatarBox')} cl-avatar__${size} cl-hue__${hueOf(userId)}"
    aria-hidden="true"
    translate="no"
    >${shown ? picture(host.cl('avatarImage'), absolute(imageUrl), initialsOf(name)) : initialsOf(name)}</span
  >`;
}

/** Which of twelve hues, all with at least 4.5:1 under white, belongs to an id. */
function hueOf(userId: string): number {
  let sum = 0;
  for (const char of userId) sum = (sum * 31 + char.charCodeAt(0)) % 9973;
  return sum % 12;
}

/** The first letters of the first and of the last word, where an address is what stands before its tag. */
function initialsOf(name: string): string {
  const words = name
    .replace(/^(\S+?)(\+\S*)?@\S+$/, '$1')
    .split(/[\s._-]+/)
    .filter((word) => VISIBLE.test(word));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word = '') => initialOf(word)).join('') || '?';
}

/** The first letter that can be seen, in capitals unless they are several: `ß` has two. */
function initialOf(word: string): string {
  const letter = lettersOf(word).find((each) => VISIBLE.test(each)) ?? '';
  const capital = letter.toUpperCase();
  return lettersOf(capital).length === 1 ? capital : letter;
}

/** What a reader takes for one letter: a flag, or a letter with its marks, is several characters. */
function lettersOf(text: string): string[] {
  // Firefox before 125 has none.
  if (!Intl.Segmenter) return text.match(/\P{M}\p{M}*/gu) ?? [];
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** Avatars come over https or from the page's own origin; nothing else is asked for. */
function isSafeImage(url: string): boolean {
  try {
    const { protocol, origin } = new URL(url, location.href);
    return protocol === 'https:' || origin === location.origin;
  } catch {
    return false;
  }
}
