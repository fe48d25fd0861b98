import type { Language } from '../../localization/languages.ts';
import { matchLanguage } from '../../localization/match-language.ts';
import type { InstanceConfig } from '../config/config.ts';

/**
 * Chooses the language of a message or page.
 *
 * @param wanted what is known of the reader, the most certain first: the locale of an attempt, that of the user, the
 *   languages of the browser
 */
export function languageFor(
  { defaultLocale }: Pick<InstanceConfig, 'defaultLocale'>,
  wanted: readonly (string | null | undefined)[],
): Language {
  return matchLanguage(wanted.filter((tag) => typeof tag === 'string')) ?? defaultLocale;
}
