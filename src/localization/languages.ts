/** The languages that the product has texts in, as BCP 47 tags. English comes first: other languages fall back to it. */
export const LANGUAGES = ['en-US', 'de-DE', 'fr-FR', 'es-ES', 'pt-BR', 'ja-JP', 'ar-SA', 'he-IL'] as const;

/** A language that the product has texts in. */
export type Language = (typeof LANGUAGES)[number];

/** A language whose texts are in files of their own. */
export type Translated = Exclude<Language, 'en-US'>;

const RTL_LANGUAGE = /^(ar|arc|ckb|dv|fa|he|iw|ks|ps|sd|syr|ug|ur|yi)\b/i;
const RTL_SCRIPT = /-(adlm|arab|hebr|nkoo|rohg|syrc|thaa)\b/i;
const ANY_SCRIPT = /-[a-z]{4}\b/i;

/**
 * Returns the direction of texts in a language, as in `dir`. `Intl.Locale` knows it too, but not in every browser.
 *
 * @param tag BCP 47 tag; a script in it decides, as in `az-Arab` or `ks-Deva`
 * @example directionOf('he-IL'); // 'rtl'
 */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  if (RTL_SCRIPT.test(tag)) return 'rtl';
  return RTL_LANGUAGE.test(tag) && !ANY_SCRIPT.test(tag) ? 'rtl' : 'ltr';
}
