import { native, page } from '../../../client/platform/native.ts';
import type { Language } from '../../../localization/languages.ts';
import { loadTexts, type TextFile } from '../../../localization/load-texts.ts';
import { matchLanguage } from '../../../localization/match-language.ts';
import type { TextTree } from '../../../localization/types.ts';

/** A language that was found for a node, and its texts. */
export interface TextsAround {
  /** Undefined when there are no texts in any that is wanted. English has no texts here: they come with the code. */
  readonly language: Language | undefined;
  readonly texts: readonly TextTree[];
}

/**
 * Loads the texts for a node: in the language of a locale object, else of the page, and where the page names none, in the
 * first one of the browser that there are texts for.
 *
 * @param locale what a locale object says it is in; empty when it does not say
 * @throws {TypeError} when a file of the language does not come
 */
export async function textsAround(
  node: Element,
  locale: string | undefined,
  files: readonly TextFile[],
): Promise<TextsAround> {
  const tag = locale || native(node.closest('[lang]') ?? page.documentElement).getAttribute('lang');
  const language = matchLanguage(tag ? [tag] : navigator.languages);
  return { language, texts: language && language !== 'en-US' ? await loadTexts(language, files) : [] };
}
