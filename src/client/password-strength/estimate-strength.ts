import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import {
  type PasswordStrength,
  STRENGTH_BOUNDS,
  type StrengthSuggestion,
  type StrengthWarning,
} from '../../protocol/password-strength.ts';

/*
 * The estimate with its word lists, 200 kB of them: only ever imported when somebody types a new password on an
 * instance that shows its strength. The server judges by the same lists, so that both say the same.
 */

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, ...STRENGTH_BOUNDS });

/**
 * How many guesses a password withstands.
 *
 * @param words what an attacker would try first: names of the account and of the application
 */
export function estimateStrength(password: string, words: readonly string[]): PasswordStrength {
  const { score, feedback } = estimator.check(password, [...words]);
  return {
    score,
    warning: feedback.warning as StrengthWarning | null,
    suggestions: feedback.suggestions as StrengthSuggestion[],
  };
}
