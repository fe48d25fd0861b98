import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import { measureStrength } from './measure-strength.ts';
import { checkNewPassword, type PasswordOwner, wordsOf } from './password-policy.ts';

/**
 * Validates a new password: the rules of the instance, then its strength, then whether it is in a known breach, which
 * another service tells.
 *
 * @param param the form field, for the error
 * @returns the error, which the answer shows together with those of other fields; undefined when there is none
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
