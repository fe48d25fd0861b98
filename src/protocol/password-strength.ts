/**
 * Bounds of the strength estimate, the same in the browser's meter and on the server. The time that the estimate takes
 * grows with the length of the password and with the number of look-alike spellings to try. With these bounds the worst
 * password takes about as long as one hash of it.
 */
export const STRENGTH_BOUNDS = { maxLength: 64, l33tMaxSubstitutions: 5 } as const;

/** From 0, which is guessed at once, to 4, which is never guessed. */
export type StrengthScore = 0 | 1 | 2 | 3 | 4;

/** What makes a password weak: a key under `unstable__errors.zxcvbn.warnings` of a locale. */
export type StrengthWarning =
  | 'common'
  | 'commonNames'
  | 'dates'
  | 'extendedRepeat'
  | 'keyPattern'
  | 'namesByThemselves'
  | 'pwned'
  | 'recentYears'
  | 'sequences'
  | 'similarToCommon'
  | 'simpleRepeat'
  | 'straightRow'
  | 'topHundred'
  | 'topTen'
  | 'userInputs'
  | 'wordByItself';

/** What would make a password stronger: a key under `unstable__errors.zxcvbn.suggestions` of a locale. */
export type StrengthSuggestion =
  | 'allUppercase'
  | 'anotherWord'
  | 'associatedYears'
  | 'capitalization'
  | 'dates'
  | 'l33t'
  | 'longerKeyboardPattern'
  | 'noNeed'
  | 'pwned'
  | 'recentYears'
  | 'repeated'
  | 'reverseWords'
  | 'sequences'
  | 'useWords';

export interface PasswordStrength {
  readonly score: StrengthScore;
  readonly warning: StrengthWarning | null;
  readonly suggestions: readonly StrengthSuggestion[];
}
