import { native } from '../../client/platform/native.ts';
import type { ViewHost } from '../base/view-host.ts';

/**
 * Returns the language of the texts around a node, to format numbers and lists. Undefined, which means the browser's
 * language, if the page names none or no valid one. Arabic comes with the digits of codes and phone numbers, and with the
 * calendar of their dates.
 */
export function languageOf(node: Element): string | undefined {
  const around = node.closest('[lang]');
  const tag = around ? native(around).getAttribute('lang')?.replaceAll('_', '-') : undefined;
  try {
    const [language] = Intl.getCanonicalLocales(tag);
    return language?.startsWith('ar') ? `${new Intl.Locale(language).baseName}-u-ca-gregory-nu-latn` : language;
  } catch {
    return undefined;
  }
}

/**
 * Returns an email address or number that can be part of a sentence. In right-to-left text, the groups of a number would
 * change places, so it is isolated there (Unicode TR9, LRI and PDI).
 */
export function isolated(host: ViewHost, identifier: string): string {
  return host.renderRoot.matches(':dir(rtl)') ? `\u2066${identifier}\u2069` : identifier;
}
