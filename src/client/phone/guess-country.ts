import { dialPlans } from './dial-plan.ts';

/**
 * Guesses the country to preselect: that of the request, else that of the user's first language with a known country.
 *
 * @param country ISO code from the API's `X-Country` header; null when there was none
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
