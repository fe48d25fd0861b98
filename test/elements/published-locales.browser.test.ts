import { matchLanguage } from '../../src/localization/match-language.ts';
import { translate } from '../../src/localization/translate.ts';
import * as english from '../support/english-texts.ts';
import { flattenTexts } from '../support/flatten-texts.ts';
import { PUBLISHED_LOCALES } from '../support/published-locales.ts';
import { EVERY_STEP } from './every-step.ts';
import { showStep } from './show-step.ts';
import { cleanUp, equal, shows } from './support.ts';

const ATTRIBUTES = ['aria-label', 'placeholder', 'title', 'alt'];
/** The keys of each English text, with a pattern for what is filled in. */
const KEYS = flattenTexts(english).map(([key, text]) => ({
  key: key.slice(key.indexOf('.') + 1),
  is: patternOf(text),
}));

/** Makes a pattern of a text. One that is nothing but a value says nothing in English. */
function patternOf(text: string): RegExp | undefined {
  const parts = text.split(/{{.*?}}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return /\p{L}{2}/u.test(parts.join('')) ? new RegExp(`^${parts.join('.*')}$`, 's') : undefined;
}

/**
 * Everything in an element that says something: its texts, and the names that screen readers read. What was announced
 * before the language changed is not said again.
 */
function said(element: HTMLElement): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) texts.push(...ATTRIBUTES.map((name) => node.getAttribute(name) ?? ''));
    else if (!node.parentElement?.closest('.cl-liveRegion')) texts.push(node.textContent ?? '');
  }
  return [...new Set(texts.map((text) => text.trim()).filter(Boolean))];
}

describe('locale objects that Clerk publishes', () => {
  afterEach(cleanUp);

  for (const [name, state] of Object.entries(EVERY_STEP)) {
    it(`leave no English in a screen that they have texts for: ${name}`, async () => {
      const { element } = await showStep(state);
      const inEnglish = said(element);
      const left: string[] = [];
      for (const locale of PUBLISHED_LOCALES) {
        element.localization = locale;
        await shows(element, locale.locale);
        for (const text of said(element).filter((each) => inEnglish.includes(each))) {
          const keys = KEYS.filter(({ is }) => is?.test(text)).map(({ key }) => key);
          // What no text of ours says was typed, or chosen by somebody. What the locale says in English is its own.
          if (keys.length === 0 || keys.some((key) => translate([locale], key, {}) === text)) continue;
          // A text may stand for several keys, and which one the screen has used is not to be seen.
          const isGap = keys.some((key) => translate([locale], key, {}) === undefined);
          if (isGap && matchLanguage([locale.locale]) === undefined) continue;
          left.push(`${locale.locale} ${keys.join(', ')}: ${text}`);
        }
      }
      equal(left, []);
    });
  }
});
