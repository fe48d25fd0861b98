import type { StrengthSuggestion, StrengthWarning } from '../../protocol/password-strength.ts';

/** How strong a new password is, and what would make it stronger. */
export const strength = {
  unstable__errors: {
    zxcvbn: {
      notEnough: 'Too easy to guess.',
      couldBeStronger: 'Good enough, and could be stronger.',
      goodPassword: 'A strong password.',
      warnings: {
        common: 'This is a common password.',
        commonNames: 'Common names are easy to guess.',
        dates: 'Dates are easy to guess.',
        extendedRepeat: 'The same characters over and over are easy to guess.',
        keyPattern: 'Short runs of keys are easy to guess.',
        namesByThemselves: 'Names alone are easy to guess.',
        pwned: 'This password was found in a data breach.',
        recentYears: 'Recent years are easy to guess.',
        sequences: 'Sequences such as abc are easy to guess.',
        similarToCommon: 'This is close to a common password.',
        simpleRepeat: 'One character over and over is easy to guess.',
        straightRow: 'Rows of keys are easy to guess.',
        topHundred: 'This is one of the most common passwords.',
        topTen: 'This is one of the ten most common passwords.',
        userInputs: 'Leave out your name, address and the name of this site.',
        wordByItself: 'One word alone is easy to guess.',
      } satisfies Record<StrengthWarning, string>,
      suggestions: {
        allUppercase: 'Use capital letters for some letters only.',
        anotherWord: 'Add more words that few people would think of.',
        associatedYears: 'Leave out years that have to do with you.',
        capitalization: 'Use capital letters elsewhere than at the start.',
        dates: 'Leave out dates that have to do with you.',
        l33t: 'Signs in place of letters, such as @ for a, help little.',
        longerKeyboardPattern: 'Use longer runs of keys and change direction.',
        noNeed: 'Several words make a strong password without any digits or signs.',
        pwned: 'If you use it elsewhere, change it there too.',
        recentYears: 'Leave out recent years.',
        repeated: 'Leave out repeated words and characters.',
        reverseWords: 'Words spelled backwards help little.',
        sequences: 'Leave out common sequences.',
        useWords: 'Use several words, but no common phrase.',
      } satisfies Record<StrengthSuggestion, string>,
    },
  },
};
