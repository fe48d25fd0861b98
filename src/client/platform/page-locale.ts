import { attempt, page } from './native.ts';

/** Returns the language of the page, else that of the browser, as a BCP 47 tag; undefined where neither says. */
export const pageLocale = (): string | undefined =>
  // The API need not take what is no tag, such as the `en_US` of a page.
  attempt(() => Intl.getCanonicalLocales(page.documentElement.lang)[0]) ?? globalThis.navigator?.language;
