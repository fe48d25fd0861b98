import { page } from './native.ts';

/** Returns the language of the page, else that of the browser, as a BCP 47 tag; undefined where neither says. */
export const pageLocale = (): string | undefined => page?.documentElement.lang || globalThis.navigator?.language;
