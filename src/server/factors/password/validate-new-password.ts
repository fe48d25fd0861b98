import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import { measureStrength } from './measure-strength.ts';
import { checkNewPassword, type PasswordOwner, wordsOf } from './password-policy.ts';

/**
 * Judges a new password by everything there is: the rules of the instance, its strength, and whether it is known to
 * attackers. The last of these is asked elsewhere, so it comes last.
 *
 * @param param name of the form field, for the error
 * @returns the error, to be answered together with those of other fields
 */
export async function validateNewPassword(
  { config, breaches }: Pick<Services, 'config' | 'breaches'>,
  password: string,
  owner: PasswordOwner,
  param = 'password',
): Promise<ApiError | undefined> {
  const refused = checkNewPassword(password, config, owner, param);
  if (refused) return refused;
  const { minStrength } = config.password;
  if (minStrength > 0) {
    const { score, suggestions } = await measureStrength(password, wordsOf(owner, config.applicationName));
    if (score < minStrength) {
      const zxcvbn = { suggestions: suggestions.map((code) => ({ code, message: code })) };
      return new ApiError('form_password_not_strong_enough', { param, meta: { zxcvbn } });
    }
  }
  return (await breaches.isBreached(password)) ? new ApiError('form_password_pwned', { param }) : undefined;
}
