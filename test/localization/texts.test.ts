import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { deDE } from '@clerk/localizations';
import { signIn } from '../../src/localization/en-us/sign-in.ts';
import { translate } from '../../src/localization/translate.ts';
import type { TextIn, TextKey, TextTree } from '../../src/localization/types.ts';

const FOLDER = new URL('../../src/localization/en-us/', import.meta.url);
/** Names that keep their capitals inside a sentence. */
const NAMES = /^(Caps|Clerk|Frontend|API[,.]?|Lock|I|QR|JavaScript[,.]?|(PNG|JPEG|WebP|GIF|AVIF|MB)[,.]?)$/;

/** Texts whose wording stock tests look for. */
const EXACT: Record<string, string> = {
  'signIn.start.actionLink__use_phone': 'Use phone',
  'signIn.start.actionLink__use_email': 'Use email',
  'signIn.alternativeMethods.blockButton__emailCode': 'Email code to {{identifier}}',
  'signIn.resetPassword.formButtonPrimary': 'Reset password',
  'waitlist.start.formButton': 'Join the waitlist',
  footerActionLink__useAnotherMethod: 'Use another method',
  formFieldAction__forgotPassword: 'Forgot password?',
  formButtonPrimary: 'Continue',
  socialButtonsBlockButton: 'Continue with {{provider|titleize}}',
};

const texts: [key: string, text: string, file: string][] = [];
for (const file of readdirSync(FOLDER)) {
  const module = (await import(new URL(file, FOLDER).href)) as Record<string, TextTree>;
  for (const tree of Object.values(module)) collect(tree, '', file);
}

describe('texts', () => {
  for (const each of new Set(texts.map(([, , file]) => file))) {
    it(`texts are plain sentences with consistent words: ${each}`, () => {
      for (const [key, text, file] of texts) if (file === each) checkText(key, text);
    });
  }

  it('texts keep the wording that stock tests look for', () => {
    const known = Object.fromEntries(texts.map(([key, text]) => [key, text]));
    assert.deepEqual(Object.fromEntries(Object.keys(EXACT).map((key) => [key, known[key]])), EXACT);
  });

  it('a key has the same text in every file', () => {
    const known = new Map(texts.map(([key, text]) => [key, text]));
    for (const [key, text, file] of texts) {
      // A screen may word an error in its own way.
      if (!key.startsWith('unstable__errors')) assert.equal(text, known.get(key), `${key} of ${file}`);
    }
  });
});

describe('keys of texts', () => {
  const t = (key: TextKey) => translate([signIn], key, {});

  it('only keys that have a text compile', () => {
    assert.equal(t('signIn.start.actionLink'), 'Sign up');
    // @ts-expect-error: no such text
    assert.equal(t('signIn.start.actionLnk'), undefined);
    // @ts-expect-error: a group is not a text
    assert.equal(t('signIn.start'), undefined);
    const keyOf = (flow: 'signIn' | 'signUp', key: TextIn<'signIn.emailLink'>): TextKey => `${flow}.emailLink.${key}`;
    // @ts-expect-error: no such text in this group
    assert.equal(t(keyOf('signUp', 'matchNumbers')), undefined);
  });

  it('the locales that Clerk publishes fit the type of texts', () => {
    const fits = (locale: typeof deDE): TextTree => locale;
    assert.equal(typeof fits, 'function');
  });
});

function checkText(key: string, text: string): void {
  const plain = text.replaceAll(/\{\{.*?\}\}/g, 'x');
  assert.doesNotMatch(plain, /!|please|sorry|oops|invalid|e-mail|log ?in|sign ?on\b/i, `${key}: tone and words`);
  assert.match(plain, /^[A-Zx]|^an? |^or$/, `${key}: a capital, or part of a sentence`);
  const starts = new Set([...plain.matchAll(/[.?:]\s+(\S+)/g)].map(([, word]) => word));
  const inside = plain.split(/\s+/).slice(1);
  const capitals = inside.filter((word) => /^[A-Z]/.test(word) && !starts.has(word) && !NAMES.test(word));
  assert.deepEqual(capitals, [], `${key}: sentence case`);
}

function collect(tree: TextTree, path: string, file: string): void {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') texts.push([`${path}${key}`, value, file]);
    else collect(value as TextTree, `${path}${key}.`, file);
  }
}
