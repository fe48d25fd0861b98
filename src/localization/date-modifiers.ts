import type { Modifier } from './translate.ts';

/** The date modifiers of Clerk's locales. Screens that show dates add them with `addModifiers`. */
export const dateModifiers: Readonly<Record<string, Modifier>> = {
  shortDate: (value, locale) => format(value, locale, { month: 'short', day: 'numeric', year: 'numeric' }),
  longDate: (value, locale) => format(value, locale, { month: 'long', day: 'numeric', year: 'numeric' }),
  timeString: (value, locale) => format(value, locale, { hour: 'numeric', minute: 'numeric' }),
  weekday: (value, locale, width = 'long') =>
    format(value, locale, { weekday: width as Intl.DateTimeFormatOptions['weekday'] }),
  numeric: (value, locale) => format(value, locale, { month: 'numeric', day: 'numeric', year: 'numeric' }),
};

function format(value: unknown, locale: string | undefined, options: Intl.DateTimeFormatOptions): string {
  const date = value instanceof Date ? value : new Date(value as string | number);
  return Number.isNaN(date.getTime()) ? '' : new Intl.DateTimeFormat(locale || 'en-US', options).format(date);
}
