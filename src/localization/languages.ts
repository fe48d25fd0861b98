/** The languages that the product has texts in, as BCP 47 tags. English comes first: other languages fall back to it. */
export const LANGUAGES = ['en-US', 'de-DE', 'fr-FR', 'es-ES', 'pt-BR', 'ja-JP', 'ar-SA', 'he-IL'] as const;

/** A language that the product has texts in. */
export type Language = (typeof LANGUAGES)[number];

/** Returns the `dir` of a document in the language. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return /^(ar|he)/.test(language) ? 'rtl' : 'ltr';
}
