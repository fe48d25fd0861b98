import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LANGUAGES } from '../../src/localization/languages.ts';
import { matchLanguage } from '../../src/localization/match-language.ts';

describe('matchLanguage', () => {
  for (const [wanted, found] of [
    [['de-DE'], 'de-DE'],
    [['de'], 'de-DE'],
    [['de-AT'], 'de-DE'],
    [['de-CH-1996'], 'de-DE'],
    [['pt-PT'], 'pt-BR'],
    [['es-419'], 'es-ES'],
    [['en-GB'], 'en-US'],
    [['FR_ca'], 'fr-FR'],
    [['ar'], 'ar-SA'],
    [['he'], 'he-IL'],
    [['iw-IL'], 'he-IL'],
    [['ja-JP-u-ca-japanese'], 'ja-JP'],
    [['tlh', 'fr'], 'fr-FR'],
    [['de', 'fr'], 'de-DE'],
    [['tlh'], undefined],
    [['d'], undefined],
    [['e', 'eng', 'x-en', '', '-', '*'], undefined],
    [[], undefined],
  ] as const) {
    it(`finds ${found} for ${JSON.stringify(wanted)}`, () => assert.equal(matchLanguage(wanted), found));
  }

  it('prefers the language with more subtags in common', () => {
    const available = ['zh-Hans', 'zh-Hant', 'zh-Hant-HK'];
    assert.equal(matchLanguage(['zh-Hant-TW'], available), 'zh-Hant');
    assert.equal(matchLanguage(['zh-Hant-HK'], available), 'zh-Hant-HK');
    assert.equal(matchLanguage(['zh-SG'], available), 'zh-Hans');
  });

  it('gives one of the languages or none, whatever is wanted', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (wanted) => {
        const found = matchLanguage(wanted);
        assert.ok(found === undefined || LANGUAGES.includes(found));
      }),
    );
  });
});
