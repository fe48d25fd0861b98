import { normalizePassword, verifyPassword } from '../factors/password/password-hasher.ts';
import { checkPasswordSize } from '../factors/password/password-policy.ts';
import { validateNewPassword } from '../factors/password/validate-new-password.ts';
import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import type { UserRow } from '../storage/rows.ts';
import type { UserPatch } from '../storage/tables/users-table.ts';

/**
 * Checks and hashes a new password.
 *
 * @param typed the password as the user typed it
 * @param param the form field that holds it, for errors
 * @param isUnchecked leaves the password policy out, for the Backend API
 * @returns the columns to write
 * @throws {ApiError} when the password policy refuses it, or it is the present one
 */
export async function hashNewPassword(
  services: Services,
  actor: Pick<Actor, 'now'>,
  user: UserRow,
  { typed, param, isUnchecked = false }: { typed: string; param: string; isUnchecked?: boolean },
): Promise<UserPatch> {
  const { storage, passwords, config } = services;
  const emails = await storage.listEmailAddresses([user.id]);
  const primary = emails.find(({ id }) => id === user.primary_email_address_id);
  const owner = { emailAddress: primary?.email ?? null, username: user.username };
  const password = normalizePassword(typed);
  const refused =
    checkPasswordSize(typed, config, param) ??
    (isUnchecked ? undefined : await validateNewPassword(services, password, owner, param));
  if (refused) throw refused;
  return passwords.admit(async (argon) => {
    if (user.password_hash && (await verifyPassword(argon, user.password_hash, typed)).isRight) {
      throw new ApiError('form_new_password_matches_current', { param });
    }
    return { password_hash: await argon.hash(password), password_updated_at: actor.now, password_compromised: false };
  });
}
