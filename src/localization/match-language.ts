import { LANGUAGES, type Language } from './languages.ts';

/**
 * Finds the language for a reader. Each wanted tag loses its last subtag until a language has it (RFC 4647, section 3.4).
 * A language also has a tag that its own begins with, so `de-AT` gives `de-DE`, and `pt-PT` gives `pt-BR`.
 *
 * @param wanted BCP 47 tags, the one that the reader likes best first. What is no tag is skipped
 * @returns undefined when no language fits
 *
 * @example
 * matchLanguage(['gsw', 'de-AT', 'en']); // 'de-DE'
 */
export function matchLanguage(wanted: readonly string[]): Language | undefined;
export function matchLanguage<Tag extends string>(
  wanted: readonly string[],
  available: readonly Tag[],
): Tag | undefined;
export function matchLanguage(wanted: readonly string[], available: readonly string[] = LANGUAGES): string | undefined {
  for (const tag of wanted) {
    // Some systems still name Hebrew by its old code.
    let range = tag.toLowerCase().replaceAll('_', '-').replace(/^iw\b/, 'he');
    for (; range; range = range.slice(0, Math.max(range.lastIndexOf('-'), 0))) {
      const found = available.find((each) => `${each.toLowerCase()}-`.startsWith(`${range}-`));
      if (found) return found;
    }
  }
  return undefined;
}
