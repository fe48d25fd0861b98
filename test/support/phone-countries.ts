import { type CountryCode, getExampleNumber } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/max/metadata';
import examples from 'libphonenumber-js/mobile/examples';

/** Index of the national prefix in a country's row of the metadata. */
const NATIONAL_PREFIX = 5;

/**
 * The text of `src/client/phone/countries-table.ts`, made from the metadata of libphonenumber: one entry per calling
 * code, with its countries (the main one first), how a mobile number is grouped, and the prefix of calls within the
 * country. To renew the table, print this: `node -e "import('./test/support/phone-countries.ts').then((m) =>
 * console.log(m.phoneCountries()))"`.
 */
export function phoneCountries(): string {
  return Object.entries(metadata.country_calling_codes)
    .filter(([, [main]]) => String(main) !== '001')
    .map(([dial, countries]) => {
      const main = countries[0] as CountryCode;
      const row = (metadata.countries as unknown as Record<string, readonly unknown[]>)[main];
      const parts = [`${dial}${countries.join('')}`, groupsOf(main, dial), row?.[NATIONAL_PREFIX] || ''];
      return parts.join(':').replace(/:+$/, '');
    })
    .join(',');
}

/** `(3) 3-4` for the North American form; other countries separate groups of digits by spaces. */
function groupsOf(main: CountryCode, dial: string): string {
  const example = getExampleNumber(main, examples);
  if (!example) return '';
  const text = dial === '1' ? example.formatNational() : example.formatInternational().slice(dial.length + 2);
  return text.replace(/\d+/g, (digits) => String(digits.length)).replaceAll(/(?<=\d) (?=\d)/g, '');
}
