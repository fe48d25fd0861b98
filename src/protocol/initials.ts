import { VISIBLE } from './visible.ts';

/**
 * Letters that stand for themselves: Latin, Greek, Cyrillic, Armenian, kana, Han and Hangul, without any mark. Most
 * names consist of these, and a first `Intl.Segmenter` blocks a slow phone for 40 ms.
 */
const PLAIN =
  /^[!-~\u00a1-\u00ac\u00ae-\u02af\u0370-\u0482\u048a-\u058f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]*$/;

/** Returns one of twelve hues for an id. White text has a contrast of at least 4.5:1 on each. */
export function hueOf(userId: string): number {
  let sum = 0;
  for (const char of userId) sum = (sum * 31 + char.charCodeAt(0)) % 9973;
  return sum % 12;
}

/**
 * Returns the first letters of the first and last word. Of an email address, only the part before `@` and `+` counts.
 *
 * @returns at most two letters as readers see them, each of which may be several characters; empty when nothing of the
 *   name is visible
 */
export function initialsOf(name: string): string {
  const words = name
    .replace(/^(\S+?)(\+\S*)?@\S+$/, '$1')
    .split(/[\s._-]+/)
    .filter(isVisible);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word = '') => capitalOf(word)).join('');
}

/** Returns the first visible letter as a capital. Keeps the letter if its capital is two letters: `ß` becomes `SS`. */
function capitalOf(word: string): string {
  const letter = lettersOf(word).find(isVisible) ?? '';
  const capital = letter.toUpperCase();
  return lettersOf(capital).length === 1 ? capital : letter;
}

/** Returns whether readers see something of a text. */
function isVisible(text: string): boolean {
  return (text !== '' && PLAIN.test(text)) || VISIBLE.test(text);
}

/** Splits a text into what readers see as letters. A flag or a letter with marks consists of several characters. */
function lettersOf(text: string): string[] {
  if (PLAIN.test(text)) return Array.from(text);
  // Firefox before 125 has no Segmenter.
  if (!Intl.Segmenter) return text.match(/\P{M}\p{M}*/gu) ?? [];
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
