import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import {
  type PasswordStrength,
  STRENGTH_BOUNDS,
  type StrengthSuggestion,
  type StrengthWarning,
} from '../../../protocol/password-strength.ts';

let estimator: Promise<ZxcvbnFactory> | undefined;

/**
 * Estimates how many guesses a password withstands (zxcvbn; Wheeler, USENIX Security 2016). It reads only the
 * beginning, see {@link STRENGTH_BOUNDS}, so that a hostile password cannot delay other users.
 *
 * @param words what an attacker tries first: the names of the account and of the application
 */
export async function measureStrength(password: string, words: readonly string[]): Promise<PasswordStrength> {
  estimator ??= load();
  const { score, feedback } = (await estimator).check(password, [...words]);
  return {
    score,
    warning: feedback.warning as StrengthWarning | null,
    suggestions: feedback.suggestions as StrengthSuggestion[],
  };
}

/** Loads 15 MB of word lists, which only instances with a minimum strength need. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, ...STRENGTH_BOUNDS });
}
