import type { StrengthSuggestion, StrengthWarning } from '../../protocol/password-strength.ts';

/** Texts of the meter that tells how strong a new password is. */
export const strength = {
  unstable__errors: {
    zxcvbn: {
      notEnough: 'Too easy to guess.',
      couldBeStronger: 'Good enough, but it could be stronger.',
      goodPassword: 'A strong password.',
      warnings: {
        common: 'This is a common password.',
        commonNames: 'Common names are easy to guess.',
        dates: 'Dates are easy to guess.',
        extendedRepeat: 'Repeats such as abcabc are easy to guess.',
        keyPattern: 'Short keyboard patterns are easy to guess.',
        namesByThemselves: 'Names alone are easy to guess.',
        pwned: 'This password was found in a data breach.',
        recentYears: 'Recent years are easy to guess.',
        sequences: 'Sequences such as abc are easy to guess.',
        similarToCommon: 'This is close to a common password.',
        simpleRepeat: 'Repeats such as aaa are easy to guess.',
        straightRow: 'Straight rows of keys are easy to guess.',
        topHundred: 'This is one of the 100 most common passwords.',
        topTen: 'This is one of the 10 most common passwords.',
        userInputs: 'Leave out your name and that of this site.',
        wordByItself: 'One word alone is easy to guess.',
      } satisfies Record<StrengthWarning, string>,
      suggestions: {
        allUppercase: 'Mix in lowercase letters.',
        anotherWord: 'Add a less common word.',
        associatedYears: 'Avoid years of your life.',
        capitalization: 'Use capitals inside words.',
        dates: 'Avoid dates of your life.',
        l33t: 'Do more than swap @ for a.',
        longerKeyboardPattern: 'Use a longer pattern.',
        noNeed: 'Several words are strong.',
        pwned: 'Change it elsewhere, too.',
        recentYears: 'Avoid recent years.',
        repeated: 'Avoid repeated words.',
        reverseWords: 'Backward words do not help.',
        sequences: 'Avoid common sequences.',
        useWords: 'Use several words.',
      } satisfies Record<StrengthSuggestion, string>,
    },
  },
};
