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
        extendedRepeat: 'Repeated patterns such as abcabc are easy to guess.',
        keyPattern: 'Short keyboard patterns are easy to guess.',
        namesByThemselves: 'Names alone are easy to guess.',
        pwned: 'This password was found in a data breach.',
        recentYears: 'Recent years are easy to guess.',
        sequences: 'Sequences such as abc are easy to guess.',
        similarToCommon: 'This is close to a common password.',
        simpleRepeat: 'Repeated characters such as aaa are easy to guess.',
        straightRow: 'Straight rows of keys are easy to guess.',
        topHundred: 'This is one of the most common passwords.',
        topTen: 'This is one of the ten most common passwords.',
        userInputs: 'Leave out your name, your address and the name of this site.',
        wordByItself: 'One word alone is easy to guess.',
      } satisfies Record<StrengthWarning, string>,
      suggestions: {
        allUppercase: 'Capitalize some letters, but not all of them.',
        anotherWord: 'Add more words that are less common.',
        associatedYears: 'Avoid years that are associated with you.',
        capitalization: 'Capitalize more than the first letter.',
        dates: 'Avoid dates that are associated with you.',
        l33t: 'Predictable substitutions, such as @ for a, do not help much.',
        longerKeyboardPattern: 'Use longer keyboard patterns that change direction.',
        noNeed: 'Several words make a strong password, even without numbers or symbols.',
        pwned: 'If you use this password on other sites, change it there too.',
        recentYears: 'Avoid recent years.',
        repeated: 'Avoid repeated words and characters.',
        reverseWords: 'Words spelled backwards do not help much.',
        sequences: 'Avoid common sequences.',
        useWords: 'Use several words, but avoid common phrases.',
      } satisfies Record<StrengthSuggestion, string>,
    },
  },
};
