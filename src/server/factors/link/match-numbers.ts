import { createHmac } from 'node:crypto';

export interface MatchNumbers {
  /** What the tab that waits shows. */
  shown: number;
  /** What the page behind the link offers: three different numbers of two digits, `shown` among them. */
  choices: readonly number[];
}

const CHOICES = 3;
const LOWEST = 10;
const COUNT = 90;

/**
 * The numbers by which a person tells that the link they opened belongs to the tab that waits for it. They follow
 * from the link, so every look at the page offers the same ones: wrong numbers that change would give the right one away.
 *
 * @param key of the server, for this purpose
 * @param linkId tells links apart; not the secret token
 */
export function matchNumbers(key: Uint8Array, linkId: string): MatchNumbers {
  const bytes = createHmac('sha256', key).update(`match-numbers\n${linkId}`).digest();
  const choices: number[] = [];
  for (let at = 0; choices.length < CHOICES; at++) {
    // 30 bytes are 15 draws; should they all collide, counting on from the last one is as good.
    const drawn = at < 15 ? bytes.readUInt16BE(2 * at) : (choices.at(-1) ?? 0) + 1;
    const number = LOWEST + (drawn % COUNT);
    if (!choices.includes(number)) choices.push(number);
  }
  const shown = choices[bytes.readUInt16BE(30) % CHOICES] as number;
  return { shown, choices };
}
