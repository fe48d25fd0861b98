import { dialPlans } from './dial-plan.ts';

/**
 * The country to preselect: where the request came from, else the one of the visitor's first language.
 *
 * @param country ISO code of the API's `X-Country` header, null when there was none
 * @param languages BCP 47 tags, as in `navigator.languages`
 */
export function guessCountry(country: string | null | undefined, languages: readonly string[]): string {
  const guesses = [country?.toUpperCase(), ...languages.map(regionOf)];
  return guesses.find((guess) => guess && dialPlans().has(guess)) ?? 'US';
}

function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().region;
  } catch {
    return undefined;
  }
}
