/**
 * How passwords are judged, the same in the browser's meter and on the server. The estimate takes time that grows
 * with the length and with the number of look-alike spellings to be tried: with these bounds the worst password
 * takes about as long as hashing it once, and nothing longer than this is weak for another reason.
 */
export const STRENGTH_BOUNDS = { maxLength: 64, l33tMaxSubstitutions: 5 } as const;

/** 0 is guessed at once, 4 never. */
export type StrengthScore = 0 | 1 | 2 | 3 | 4;

/** What is wrong with a password: a key under `unstable__errors.zxcvbn.warnings` of a locale. */
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

/** What would make it better: a key under `unstable__errors.zxcvbn.suggestions` of a locale. */
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
