import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAcceptLanguage } from '../../../src/server/http/accept-language.ts';

describe('parseAcceptLanguage', () => {
  for (const [header, ranges] of [
    ['fr', ['fr']],
    ['fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5', ['fr-CH', 'fr', 'en', 'de']],
    ['en;q=0.5, de;q=0.9, fr;q=0.9', ['de', 'fr', 'en']],
    ['en;q=0, de;q=0.001', ['de']],
    ['de ; q=1.000 ,\tfr;q=0.', ['de']],
    ['en;q=2, de;q=-1, fr;q=x, es;level=1, ja;Q=0.4', ['ja']],
    ['de_AT, toolonglanguage, a-b-c', ['a-b-c']],
    ['*', []],
    ['', []],
    [null, []],
  ] as const) {
    it(`reads ${JSON.stringify(header)}`, () => assert.deepEqual(parseAcceptLanguage(header), ranges));
  }

  it('gives tags without other characters, whatever the header is', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        for (const range of parseAcceptLanguage(header)) assert.match(range, /^[a-z0-9-]+$/i);
      }),
    );
  });
});
