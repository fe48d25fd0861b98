import type { UserEdit } from '../account/administer-user.ts';
import type { NewUser } from '../account/create-user.ts';
import { parseDigest } from '../factors/password/digests/password-digests.ts';
import { ApiError } from '../http/errors.ts';
import { canonicalLocale } from '../http/locale.ts';
import type { JsonBody } from './json-body.ts';

const MAX_LOCALE = 35;
const MAX_TIMEZONE = 64;
const MAX_SECRET = 256;
const MAX_BACKUP_CODES = 50;

/** Reads what another system has made: the digest of a password, the seed of an authenticator app, backup codes. */
export function readImported(body: JsonBody): Pick<NewUser, 'passwordHash' | 'totpSecret' | 'backupCodes'> {
  return {
    passwordHash: readDigest(body),
    totpSecret: body.text('totp_secret', MAX_SECRET) ?? undefined,
    backupCodes: body.texts('backup_codes', MAX_BACKUP_CODES),
  };
}

/** Reads what is known about a new user, and what the user may do. */
export function readProfile(
  body: JsonBody,
): Pick<NewUser, 'locale' | 'timezone' | 'deleteSelfEnabled' | 'bypassClientTrust'> {
  return {
    locale: readLocale(body) ?? null,
    timezone: readTimezone(body) ?? null,
    deleteSelfEnabled: body.boolean('delete_self_enabled'),
    bypassClientTrust: body.boolean('bypass_client_trust'),
  };
}

/** As {@link readProfile}, for a change. Null in place of `delete_self_enabled` lets the settings decide again. */
export function readProfileColumns(
  body: JsonBody,
): Pick<UserEdit, 'locale' | 'timezone' | 'delete_self_enabled' | 'bypass_client_trust'> {
  const isOpen = body.isNull('delete_self_enabled');
  return {
    locale: readLocale(body),
    timezone: readTimezone(body),
    delete_self_enabled: isOpen ? null : body.boolean('delete_self_enabled'),
    bypass_client_trust: body.boolean('bypass_client_trust'),
  };
}

function readDigest(body: JsonBody): string | undefined {
  const digest = body.raw('password_digest') || undefined;
  const hasher = body.text('password_hasher', MAX_LOCALE) ?? undefined;
  if (digest === undefined && hasher === undefined) return undefined;
  if (digest === undefined) throw new ApiError('form_param_missing', { param: 'password_digest' });
  if (hasher === undefined) throw new ApiError('form_param_missing', { param: 'password_hasher' });
  if (body.raw('password')) {
    const longMessage = 'Give either the password or its digest.';
    throw new ApiError('form_conditional_param_disallowed', { param: 'password_digest', longMessage });
  }
  return parseDigest(hasher, digest);
}

/** @throws {ApiError} for a text that is no BCP 47 tag */
function readLocale(body: JsonBody): string | null | undefined {
  const text = body.text('locale', MAX_LOCALE);
  if (text === undefined || text === null) return text;
  const locale = canonicalLocale(text);
  if (locale !== undefined) return locale;
  throw new ApiError('form_param_format_invalid', { param: 'locale', longMessage: 'Give a locale such as en-US.' });
}

/** @throws {ApiError} for a text that the IANA database does not have */
function readTimezone(body: JsonBody): string | null | undefined {
  const text = body.text('timezone', MAX_TIMEZONE);
  if (text === undefined || text === null) return text;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    const longMessage = 'Give a time zone such as Europe/Lisbon.';
    throw new ApiError('form_param_format_invalid', { param: 'timezone', longMessage });
  }
}
