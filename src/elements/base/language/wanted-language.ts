import { page } from '../../../client/platform/native.ts';

/**
 * Returns the language that the texts at a node should be in: that of a locale object, else that of the page, and where
 * the page names none, that of the browser. `speak.ts` knows which languages there are.
 *
 * @param locale what a locale object says it is in; empty when it does not say
 * @returns a tag as the page wrote it, or `en` for any English
 */
export function wantedLanguage(node: Element, locale?: string): string {
  const tag = locale || (node.closest<HTMLElement>('[lang]') ?? page.documentElement).lang || navigator.language;
  return /^en/i.test(tag) ? 'en' : tag;
}
