import type { InstanceConfig } from '../../config/config.ts';
import { NO_PLACE, type Place } from '../request-context.ts';

/** Characters of a city. The longest names of places have fewer. */
const MAX_LENGTH = 64;
/** A city of that length, each character percent-encoded. */
const MAX_HEADER = MAX_LENGTH * 12;
const COUNTRY = /^[A-Z]{2}$/;
/** What proxies write when they know no country; no country has these codes. */
const UNKNOWN = ['XX', 'ZZ'];
/** Control characters and blanks of every kind. */
const BLANKS = /[\p{Cc}\p{Z}\u2800]+/gu;
/** What has no shape of its own: marks of direction, characters of zero width, half a pair, none at all. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}]/gu;
const WORD_START = /(?<![\p{L}\p{M}'’])\p{Ll}/gu;

type PlaceConfig = Pick<InstanceConfig, 'clientCityHeader' | 'clientCountryHeader'>;

/**
 * Reads where the client is. Only a proxy knows that, and only the configured headers are read. As with the address, the
 * last entry of a header counts, which the proxy itself wrote.
 */
export function readPlace(config: PlaceConfig, headers: Headers): Place {
  const { clientCityHeader, clientCountryHeader } = config;
  if (!clientCityHeader && !clientCountryHeader) return NO_PLACE;
  const country = readCountry(config, headers);
  // A country that is none, such as T1 for Tor, says that the place is not known.
  if (country === null && lastEntry(headers, clientCountryHeader)) return NO_PLACE;
  return { city: parseCity(lastEntry(headers, clientCityHeader)), country };
}

/** Reads the country of the client, as {@link readPlace} does. @returns two capital letters; null when it is not known */
export function readCountry(
  { clientCountryHeader }: Pick<InstanceConfig, 'clientCountryHeader'>,
  headers: Headers,
): string | null {
  const code = lastEntry(headers, clientCountryHeader).toUpperCase();
  return COUNTRY.test(code) && !UNKNOWN.includes(code) ? code : null;
}

function lastEntry(headers: Headers, name: string | null): string {
  const value = name === null ? null : headers.get(name);
  return value?.split(',').at(-1)?.trim() ?? '';
}

function parseCity(entry: string): string | null {
  if (entry === '' || entry.length > MAX_HEADER) return null;
  const text = decode(entry)?.normalize('NFC').replace(BLANKS, ' ').replace(UNSEEN, '').trim() ?? '';
  // A question mark, a dash or a number is what a proxy writes that knows no city.
  if (!/\p{L}/u.test(text)) return null;
  const city = [...text].slice(0, MAX_LENGTH).join('').trim();
  // App Engine writes cities in small letters.
  return city === city.toLowerCase() ? city.replace(WORD_START, (letter) => letter.toUpperCase()) : city;
}

/** Header values are bytes, each of which is a character here. Proxies write UTF-8 in them, or percent-encode it. */
function decode(entry: string): string | undefined {
  try {
    return decodeURIComponent(decodeBytes(entry));
  } catch {
    return undefined;
  }
}

function decodeBytes(entry: string): string {
  // Some runtimes have decoded UTF-8 already.
  if (/[^\0-\xff]/.test(entry)) return entry;
  const bytes = Uint8Array.from(entry, (character) => character.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return entry;
  }
}
