import { loadTexts, type TextFile } from '../../localization/load-texts.ts';
import { loadWithoutScript } from '../../localization/load-without-script.ts';
import { matchLanguage } from '../../localization/match-language.ts';
import { withoutScript } from '../../localization/en-us/without-script.ts';
import type { TextTree } from '../../localization/types.ts';
import type { HostOptions } from './host-options.ts';

/** The language of a drawing. */
export interface Spoken {
  /** BCP 47 tag for the box of the element; undefined where its texts are in the language of the page, or in English. */
  readonly lang: string | undefined;
  /** What views format numbers and lists in, and the texts of that language. English comes with the views. */
  readonly language: string | undefined;
  readonly texts: readonly TextTree[];
}

/**
 * Chooses the language of a drawing as the element does: that of a locale object, else that of the page.
 *
 * @param files of the language that the drawing needs
 */
export async function speak(
  { localization, options, language }: Pick<HostOptions<never>, 'localization' | 'options' | 'language'>,
  files: readonly TextFile[] = ['forms', 'core', 'errors'],
): Promise<Spoken> {
  const shared = options?.localization as TextTree | undefined;
  const locale = [localization?.['locale'], shared?.['locale']].find((tag) => typeof tag === 'string');
  const wanted = locale ?? language;
  const found = wanted === undefined ? undefined : matchLanguage([wanted]);
  if (!found || found === 'en-US') return { lang: locale, language: locale ?? language, texts: [withoutScript] };
  const texts = await Promise.all([loadTexts(found, files), loadWithoutScript(found)]);
  return { lang: locale ?? found, language: locale ?? found, texts: texts.flat() };
}
