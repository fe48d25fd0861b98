import { attempt } from './native.ts';

/** Returns the language of the browser as a BCP 47 tag, and its IANA time zone; undefined where it does not say. */
export function pageLocale(): { locale: string | undefined; timezone: string | undefined } {
  return {
    locale: attempt(() => navigator.language) || undefined,
    timezone: attempt(() => new Intl.DateTimeFormat().resolvedOptions().timeZone) || undefined,
  };
}
