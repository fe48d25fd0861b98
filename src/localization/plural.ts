import type { Modifier } from './translate.ts';

/**
 * The modifier of `{{ length | plural('en-US', 'one=% character', 'other=% characters') }}`. It returns the text of the
 * plural category that the number has in the language, with the number in place of `%`. A language needs `other` and
 * those of its categories that differ from it (Unicode CLDR, plural rules).
 */
export const plural: Modifier = (value, locale, ...texts) => {
  const category = new Intl.PluralRules(locale || 'en-US').select(Number(value));
  const find = (name: string) => texts.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
  return (find(category) ?? find('other') ?? '%').replace('%', String(value));
};
