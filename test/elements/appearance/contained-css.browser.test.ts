import { isContained } from '../../../src/protocol/contained-css.ts';
import { equal, ok } from '../support.ts';

/** What has a meaning in CSS, and what only looks as if it had one. */
const PIECES = [
  'url(',
  'URL(',
  'url',
  'u',
  'rl(',
  '\\75 ',
  '\\75',
  '\\',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ';',
  ':',
  '"',
  "'",
  '/*',
  '*/',
  '/',
  '#',
  '@',
  '-',
  '--',
  '<!--',
  '-->',
  '!',
  ',',
  ' ',
  '\t',
  '\v',
  '\u00a0',
  '\u2028',
  'a',
  '1',
  'var(--x)',
  'ü',
  '\u{1f600}',
];
const ROUNDS = 60_000;

/** The same numbers in each run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('a text that stays in its place in CSS', () => {
  const sheet = new CSSStyleSheet();
  /** Returns the rules of a style in which the text is a value, a selector, or a condition. */
  const places: Record<string, (text: string) => string> = {
    'a value': (text) => `.a{--x:${text};color:red}`,
    'a value of a property': (text) => `.a{background:${text};color:red}`,
    'a selector': (text) => `.a ${text}{color:red}`,
    'a condition': (text) => `@media ${text}{.a{color:red}}`,
  };

  for (const [name, write] of Object.entries(places)) {
    it(`leaves the rules around it alone, as ${name}`, () => {
      const next = numbers(name.length);
      let taken = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const pieces = Array.from(
          { length: 1 + Math.floor(next() * 9) },
          () => PIECES[Math.floor(next() * PIECES.length)],
        );
        const text = pieces.join('');
        if (!isContained(text)) continue;
        taken += 1;
        sheet.replaceSync(`.before{color:blue}${write(text)}.after{color:blue}.end{color:blue}`);
        const rules = [...sheet.cssRules].map(({ cssText }) => cssText);
        const others = rules.filter((rule) => /^\.(before|after|end) \{ color: blue; \}$/.test(rule));
        equal(
          [others.length, rules.length - others.length <= 1],
          [3, true],
          `${JSON.stringify(text)}: ${rules.join(' ')}`,
        );
      }
      ok(taken > 1_000, `${taken} texts`);
    });
  }
});
