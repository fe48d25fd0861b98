import { ApiError } from '../http/errors.ts';
import { validateNewPassword } from '../factors/password/validate-new-password.ts';
import { checkPasswordSize } from '../factors/password/password-policy.ts';
import { normalizePassword, provePassword } from '../factors/password/prove-password.ts';
import type { Services } from '../services.ts';
import type { UserRow } from '../storage/rows.ts';
import type { UserPatch } from '../storage/tables/users-table.ts';
import type { RequestContext } from '../http/request-context.ts';

/**
 * Reads a new password and makes what has to be written for it.
 *
 * @param param name of the form field
 * @throws {ApiError} when it is missing, refused by the rules, or the one the user has
 */
export async function makeNewPassword(
  services: Services,
  context: RequestContext,
  user: UserRow,
  param: string,
): Promise<UserPatch> {
  const { storage, passwords, config } = services;
  const typed = context.params.raw(param);
  if (typed === undefined) throw new ApiError('form_param_missing', { param });
  if (typed === '') throw new ApiError('form_param_nil', { param });
  const emails = await storage.listEmailAddresses([user.id]);
  const primary = emails.find(({ id }) => id === user.primary_email_address_id);
  const owner = { emailAddress: primary?.email ?? null, username: user.username };
  const password = normalizePassword(typed);
  const refused =
    checkPasswordSize(typed, config, param) ?? (await validateNewPassword(services, password, owner, param));
  if (refused) throw refused;
  return passwords.admit(async (argon) => {
    if (user.password_hash && (await provePassword(argon, user.password_hash, typed)).isRight) {
      throw new ApiError('form_new_password_matches_current', { param });
    }
    return { password_hash: await argon.hash(password), password_updated_at: context.now };
  });
}

/** A yes or no of a form. */
export function readFlag({ params }: RequestContext, name: string, fallback: boolean): boolean {
  const value = params.text(name, 8);
  if (value === undefined || value === '') return fallback;
  if (value !== 'true' && value !== 'false') throw new ApiError('form_param_value_invalid', { param: name });
  return value === 'true';
}
