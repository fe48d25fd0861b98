import { createHmac } from 'node:crypto';

export interface MatchNumbers {
  /** The number in the tab that waits. */
  shown: number;
  /** The numbers on the page behind the link: three different ones of two digits, `shown` among them. */
  choices: readonly number[];
}

const CHOICES = 3;
const LOWEST = 10;
const COUNT = 90;

/**
 * Returns the numbers by which users recognize that a link belongs to the tab that waits for it. They follow from the
 * link, so that the page always offers the same numbers: wrong numbers that change would reveal the right one.
 *
 * @param key key for this purpose
 * @param linkId id of the link, not its secret token
 */
export function matchNumbers(key: Uint8Array, linkId: string): MatchNumbers {
  const bytes = createHmac('sha256', key).update(`match-numbers\n${linkId}`).digest();
  const choices: number[] = [];
  for (let at = 0; choices.length < CHOICES; at++) {
    // 30 bytes are 15 draws. Should they all collide, the next higher number does as well.
    const drawn = at < 15 ? bytes.readUInt16BE(2 * at) : (choices.at(-1) ?? 0) + 1;
    const number = LOWEST + (drawn % COUNT);
    if (!choices.includes(number)) choices.push(number);
  }
  const shown = choices[bytes.readUInt16BE(30) % CHOICES] as number;
  return { shown, choices };
}
