import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hueOf, initialsOf } from '../../src/protocol/initials.ts';

const INITIALS: Record<string, string> = {
  'Ada Berg': 'AB',
  'Ada Maria Berg': 'AB',
  ada: 'A',
  'ada.berg+clerk_test@example.com': 'AB',
  'ßen ﬁne': 'ßﬁ',
  'محمد علي': 'مع',
  'דוד כהן': 'דכ',
  '👩‍👩‍👧‍👦 🇩🇪': '👩‍👩‍👧‍👦🇩🇪',
  '🇩🇪': '🇩🇪',
  '\u200bAda\u200d \u2060Berg': 'AB',
  'é ñ': 'ÉÑ',
  'e\u0301va': 'E\u0301',
  'ক্ষমা রায়': 'ক্ষরা',
  李小龍: '李',
  '\u200b\u2060': '',
  '': '',
  '...': '',
};

describe('initials', () => {
  it('initials are at most two letters as readers see them', () => {
    for (const [name, initials] of Object.entries(INITIALS)) assert.equal(initialsOf(name), initials, name);
  });

  it('each user has one of twelve hues, and it stays', () => {
    const hues = Array.from({ length: 500 }, (_, i) => hueOf(`user_${i}`));
    assert.equal(new Set(hues).size, 12);
    assert.equal(hueOf('user_1'), hueOf('user_1'));
  });
});
