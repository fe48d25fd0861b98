import { ApiError } from '../http/errors.ts';
import { asciiDomain, tidy } from './identifier-key.ts';
import { isWalletAddress } from './wallets.ts';

const MAX_EMAIL = 254;
const MAX_LOCAL = 64;
const USERNAME_LENGTH = { min: 4, max: 64 };
/** Allows no quoted names, comments or address literals, which a mail system could read as several recipients. */
const LOCAL = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u;
/** A label of a domain in ASCII. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an email address. The server stores it as its owner wrote it, and compares its key; see `keyOf`.
 *
 * @param text the address as typed
 * @returns the address without invisible characters, and with a readable domain
 * @throws {ApiError} `form_param_format_invalid`
 */
export function readEmailAddress(text: string, param = 'email_address'): string {
  const email = tidy(text);
  const parts = email.split('@');
  const [local = '', domain = ''] = parts;
  const ascii = asciiDomain(domain) ?? '';
  const labels = ascii.split('.');
  const isValid =
    email.length <= MAX_EMAIL &&
    local.length + 1 + ascii.length <= MAX_EMAIL &&
    parts.length === 2 &&
    local.length <= MAX_LOCAL &&
    LOCAL.test(local) &&
    !/^\.|\.\.|\.$/.test(local) &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    /[a-z]/.test(labels.at(-1) ?? '');
  if (!isValid)
    throw new ApiError('form_param_format_invalid', { param, longMessage: 'This is not an email address.' });
  const readable = domain.replace(/\p{Cf}/gu, '');
  return `${local}@${asciiDomain(readable) === ascii ? readable : ascii}`;
}

/**
 * Reads a username (RFC 8265, UsernameCaseMapped, restricted to ASCII, so that no letter of another script passes for
 * one of these).
 *
 * @param text the username as typed
 * @throws {ApiError} that names what is wrong with it
 */
export function readUsername(text: string): string {
  const param = 'username';
  const username = tidy(text);
  if (username.length < USERNAME_LENGTH.min || username.length > USERNAME_LENGTH.max) {
    throw new ApiError('form_username_invalid_length', { param });
  }
  if (!/^[A-Za-z0-9_-]+$/.test(username)) throw new ApiError('form_username_invalid_character', { param });
  if (/^\d+$/.test(username)) throw new ApiError('form_username_needs_non_number_char', { param });
  // At sign-in it would be taken for a wallet.
  if (isWalletAddress(username)) {
    throw new ApiError('form_param_format_invalid', { param, longMessage: 'This is the address of a wallet.' });
  }
  return username;
}
