import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import {
  type PasswordStrength,
  STRENGTH_BOUNDS,
  type StrengthSuggestion,
  type StrengthWarning,
} from '../../protocol/password-strength.ts';

/*
 * The estimator has 200 kB of word lists. They are loaded only when the user types a new password on an instance that
 * shows its strength. The server uses the same lists, so that both give the same result.
 */

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, ...STRENGTH_BOUNDS });

/**
 * Estimates how many guesses a password withstands.
 *
 * @param words words that an attacker would try first, such as names of the account and of the application
 */
export function estimateStrength(password: string, words: readonly string[]): PasswordStrength {
  const { score, feedback } = estimator.check(password, [...words]);
  return {
    score,
    warning: feedback.warning as StrengthWarning | null,
    suggestions: feedback.suggestions as StrengthSuggestion[],
  };
}
