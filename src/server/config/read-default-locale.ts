import { LANGUAGES, type Language } from '../../localization/languages.ts';
import { matchLanguage } from '../../localization/match-language.ts';
import type { SettingReader } from './setting-reader.ts';

/** Reads the language of people of whom the server knows none. A tag of the same language will do: `de`, `de-AT`. */
export function readDefaultLocale(reader: SettingReader): Language {
  const tag = reader.text('defaultLocale');
  if (tag === undefined) return 'en-US';
  const language = matchLanguage([tag]);
  if (language) return language;
  reader.fail('defaultLocale', 'is no language that the server has', `Choose ${LANGUAGES.join(', ')}.`, tag);
  return 'en-US';
}
