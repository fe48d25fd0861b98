import { ApiError } from '../errors.ts';
import { isWalletAddress } from '../wallets/wallet-address.ts';

const MAX_EMAIL = 254;
const MAX_LOCAL = 64;
const USERNAME_LENGTH = { min: 4, max: 64 };
/** No quoted names, comments or address literals: nothing that a mail system could read as several recipients. */
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/**
 * Checks one e-mail address.
 *
 * @param email without blanks around it
 * @throws {ApiError} `form_param_format_invalid`
 */
export function checkEmailAddress(email: string, param = 'email_address'): void {
  const parts = email.split('@');
  const [local = '', domain = ''] = parts;
  const labels = domain.split('.');
  const isValid =
    email.length <= MAX_EMAIL &&
    parts.length === 2 &&
    local.length <= MAX_LOCAL &&
    LOCAL.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    /\p{L}/u.test(labels.at(-1) ?? '');
  if (!isValid)
    throw new ApiError('form_param_format_invalid', { param, longMessage: 'This is not an e-mail address.' });
}

/** @throws {ApiError} naming what is wrong with the username */
export function checkUsername(username: string): void {
  const param = 'username';
  if (username.length < USERNAME_LENGTH.min || username.length > USERNAME_LENGTH.max) {
    throw new ApiError('form_username_invalid_length', { param });
  }
  if (!/^[A-Za-z0-9_-]+$/.test(username)) throw new ApiError('form_username_invalid_character', { param });
  if (/^\d+$/.test(username)) throw new ApiError('form_username_needs_non_number_char', { param });
  // It would pass for somebody's wallet, and nobody could sign in with it: what looks like an address is one.
  if (isWalletAddress(username)) {
    throw new ApiError('form_param_format_invalid', { param, longMessage: 'This is the address of a wallet.' });
  }
}

/** Under which addresses and usernames are compared: letters have no case. */
export function keyOf(identifier: string): string {
  return identifier.toLowerCase();
}
