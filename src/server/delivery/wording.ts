import { directionOf, type Language } from '../../localization/languages.ts';
import { ENGLISH_MESSAGES, loadMessages, type Messages } from '../../localization/load-messages.ts';
import { translate } from '../../localization/translate.ts';
import type { MessageKey } from '../../localization/types.ts';
import { withIsolates } from './isolates.ts';

/** Languages for `Intl`: dates as the texts write them, and digits as codes and phone numbers have them. */
const FORMATS: Partial<Record<Language, string>> = { 'en-US': 'en-GB', 'ar-SA': 'ar-SA-u-ca-gregory-nu-latn' };
const TIME = {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'UTC',
  timeZoneName: 'short',
} as const;

type Values = Readonly<Record<string, string | number>>;

/** Writes the texts of messages and pages in one language. */
export class Wording {
  /** The `lang` of documents. English texts are those of no country. */
  readonly lang: string;
  readonly direction: 'ltr' | 'rtl';
  readonly #texts: Messages['texts'];
  readonly #format: string;
  #regions: Intl.DisplayNames | undefined;

  constructor({ language, texts }: Messages) {
    this.lang = language === 'en-US' ? 'en' : language;
    this.direction = directionOf(language);
    this.#texts = texts;
    this.#format = FORMATS[language] ?? language;
  }

  /**
   * Returns a text. Values in a right-to-left text are isolated: they cannot change the order of the words around them.
   *
   * @param texts values that are texts of the same language
   */
  text(key: MessageKey, values: Values = {}, texts: Values = {}): string {
    const isolated = Object.entries(values).map(([name, value]) => [name, this.isolate(value)]);
    return translate([this.#texts], key, { ...Object.fromEntries(isolated), ...texts }) ?? '';
  }

  /** Isolates a value that is part of a right-to-left text, such as a name. */
  isolate<Value extends string | number>(value: Value): Value | string {
    // Digits alone have one order everywhere. Phones look for codes, and must not find a mark beside one.
    if (this.direction === 'ltr' || typeof value === 'number' || /^\d*$/.test(value)) return value;
    return withIsolates(value);
  }

  /** `1 minute`, `10 minutes`. */
  duration(amount: number, unit: 'minute' | 'day'): string {
    const format = { style: 'unit', unit, unitDisplay: 'long', useGrouping: false } as const;
    return new Intl.NumberFormat(this.#format, format).format(amount);
  }

  /** `21 November 2026, 23:24 UTC`. The server does not know the time zone of the reader. @param at milliseconds */
  time(at: number): string {
    return new Intl.DateTimeFormat(this.#format, TIME).format(at).replace(' at ', ', ');
  }

  /** Returns the name of a country, or the code where there is none. @param code ISO 3166-1 alpha-2 */
  country(code: string): string {
    this.#regions ??= new Intl.DisplayNames(this.lang, { type: 'region' });
    return this.#regions.of(code) ?? code;
  }
}

/** English, which administrators read. It is always loaded. */
export const ENGLISH = new Wording(ENGLISH_MESSAGES);

const loaded = new Map<Language, Wording>([['en-US', ENGLISH]]);

/** Loads what writes messages in a language; default English. */
export async function loadWording(language: Language = 'en-US'): Promise<Wording> {
  const known = loaded.get(language);
  if (known) return known;
  const wording = new Wording(await loadMessages(language));
  loaded.set(language, wording);
  return wording;
}
