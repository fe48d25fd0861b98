import { errorText } from '../../../localization/error-text.ts';
import { directionOf, type Language, type Translated } from '../../../localization/languages.ts';
import { loadTexts, type TextFile } from '../../../localization/load-texts.ts';
import { translate } from '../../../localization/translate.ts';
import type { TextKey, TextParams, TextTree } from '../../../localization/types.ts';
import type { ClerkAPIError } from '../../../client/errors.ts';
import { page } from '../../../client/platform/native.ts';
import rtl from '../../styles/rtl.css';
import { adoptSheets } from '../adopt-sheets.ts';
import type { ClerkElement } from '../clerk-element.ts';
import { textsAround } from './texts-around.ts';

/** The files of an element, by its key in `appearance`. The others show forms. */
const FILES: Readonly<Record<string, readonly TextFile[]>> = {
  userAvatar: ['core'],
  userButton: ['core'],
  passkeyOffer: ['core'],
  impersonationFab: ['core'],
  userProfile: ['profile', 'forms', 'core'],
};
const FORM: readonly TextFile[] = ['forms', 'core'];

/** The language that each element was last asked to show. */
const asked = new WeakMap<ClerkElement, string>();

// The first form of the page asks for them. They come along with it instead of after it.
if (page.querySelector('clerk-sign-in, clerk-sign-up')) textsAround(page.documentElement, '', FORM).catch(() => {});

/**
 * Makes an element show its texts in the language that is wanted of it. The box of the element says which one it is, so
 * that screen readers pronounce it, and in which direction it runs.
 *
 * @param wanted names the choice: a call for another one makes this one void
 * @throws {TypeError} when a file of the language does not come
 */
export async function speak(host: ClerkElement, wanted: string): Promise<void> {
  asked.set(host, wanted);
  const { language, texts } = await textsAround(host, localeOf(host), filesOf(host));
  if (asked.get(host) !== wanted) return;
  if (texts.length > 0) showTexts(host, language as Translated, texts);
  else showEnglish(host);
  mark(host, language);
}

/** The language that a locale object says it is in. */
const localeOf = (host: ClerkElement): string => host.t('locale' as TextKey);

function filesOf(host: ClerkElement): readonly TextFile[] {
  return FILES[(host.constructor as typeof ClerkElement).component] ?? FORM;
}

function showTexts(host: ClerkElement, language: Translated, texts: readonly TextTree[]): void {
  const own = () => [host.localization, sharedOf(host)];
  const name = () => ({ applicationName: host.environment?.display_config.application_name });
  let errors: readonly TextTree[] = [];
  const loadErrors = async () => {
    errors = await loadTexts(language, ['errors']).catch(() => []);
    host.requestUpdate();
  };
  Object.assign(host, {
    t: (key: TextKey, params?: TextParams) => translate([...own(), ...texts], key, { ...name(), ...params }) ?? '',
    errorText: (error: ClerkAPIError) => errorText([...own(), ...texts, ...errors], error, name()).text,
    loadErrors,
  } satisfies Partial<ClerkElement>);
  // They are there before the first error, whose text would be in English until then.
  void loadErrors();
}

/** The methods of the class know English. */
function showEnglish(host: ClerkElement): void {
  for (const method of ['t', 'errorText', 'loadErrors'] as const) Reflect.deleteProperty(host, method);
}

/** An application may have texts of its own that do not say in which language they are. Then the page's counts. */
function mark(host: ClerkElement, language: Language | undefined): void {
  const tag = localeOf(host) || (language ?? (host.localization || sharedOf(host) ? '' : 'en-US'));
  if (tag && directionOf(tag) === 'rtl') adoptSheets(host, [rtl]);
  for (const [name, value] of [
    ['lang', tag],
    ['dir', tag && directionOf(tag)],
  ] as const) {
    if (value) host.renderRoot.setAttribute(name, value);
    else host.renderRoot.removeAttribute(name);
  }
}

function sharedOf(host: ClerkElement): TextTree | undefined {
  return host.clerk?.__internal_getOption('localization');
}
