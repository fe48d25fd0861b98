import type { InstanceConfig } from './config.ts';
import { readServiceBaseUrl } from './read-url.ts';
import type { SettingReader } from './setting-reader.ts';

const BREACH_SERVICE = 'https://api.pwnedpasswords.com';
const MAX_SPECIAL = 64;

/**
 * Reads the rules for new passwords.
 *
 * @param isPublic whether the instance is neither in development nor on this machine
 */
export function readPassword(reader: SettingReader, isPublic: boolean): InstanceConfig['password'] {
  const minLength = reader.integer('password.minLength', 8, 8, 72);
  const maxLength = reader.integer('password.maxLength', 72, 8, 72);
  if (maxLength < minLength) {
    reader.fail('password.maxLength', `is below password.minLength (${minLength})`, 'Raise it.', String(maxLength));
  }
  const breachCheck = reader.boolean('password.breachCheck', isPublic);
  const breachCheckOnSignIn = reader.boolean('password.breachCheckOnSignIn', false);
  // An absent `breachCheck` is no mistake: one file may serve a developer's machine and production.
  if (breachCheckOnSignIn && !breachCheck && reader.has('password.breachCheck')) {
    const cure = 'Set password.breachCheck to true, or leave it out.';
    reader.fail('password.breachCheckOnSignIn', 'needs password.breachCheck', cure, 'true');
  }
  return {
    minLength,
    maxLength,
    requireLowercase: reader.boolean('password.requireLowercase', false),
    requireUppercase: reader.boolean('password.requireUppercase', false),
    requireNumbers: reader.boolean('password.requireNumbers', false),
    requireSpecialChar: reader.boolean('password.requireSpecialChar', false),
    allowedSpecialCharacters: reader.text('password.allowedSpecialCharacters', MAX_SPECIAL) ?? '',
    minStrength: reader.integer('password.minStrength', 0, 0, 4),
    showStrength: reader.boolean('password.showStrength', false),
    breachCheck,
    breachCheckUrl: readServiceBaseUrl(reader, 'password.breachCheckUrl', BREACH_SERVICE),
    breachCheckOnSignIn,
    resetOtherMethods: reader.oneOf('password.resetOtherMethods', 'suspend', ['suspend', 'keep']),
  };
}
