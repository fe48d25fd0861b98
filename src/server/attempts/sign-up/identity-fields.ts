import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { readEmailAddress, readUsername } from '../../identifiers/identifiers.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { refuseRestricted } from '../../users/restrictions-for.ts';
import { FIELDS } from '../../users/user-fields.ts';

/**
 * Returns the fields of a sign-up that an identity fills in. Fields that the visitor typed stay. If another account has
 * verified the address, it is left out, so that the visitor has to give another one. If the provider does not vouch for
 * the address, it has to be verified here.
 *
 * @throws {ApiError} when its address may not sign up
 */
export async function identityFields(
  services: Services,
  row: SignUpRow,
  identity: ExternalIdentity,
): Promise<Partial<SignUpRow>> {
  const { storage, config } = services;
  const patch: Partial<SignUpRow> = { external_verified: true, external_strategy: identity.provider };
  const isAsked = (field: keyof typeof FIELDS) => FIELDS[field](config) !== 'off';
  // Text that is no address is left out, and so is a username that the instance would not accept.
  const email = isAsked('email_address') ? readable(identity.email, readEmailAddress) : null;
  const isSame = row.email !== null && email !== null && keyOf(row.email) === keyOf(email);
  // If the provider vouches for nothing, users can claim any address there, and could find out which have an account.
  const isVouched = identity.emailVerified || !config.enumerationProtection;
  if (
    email !== null &&
    (row.email === null || isSame) &&
    !(isVouched && (await storage.findVerifiedEmailAddress(keyOf(email))))
  ) {
    await refuseRestricted(services, { kind: 'email_address', value: email });
    if (identity.emailVerified)
      Object.assign(patch, { email, email_verified: true, email_strategy: identity.provider });
    else if (!isSame) Object.assign(patch, { email, email_verified: false, email_strategy: null });
  }
  if (isAsked('first_name')) patch.first_name = row.first_name ?? identity.firstName;
  if (isAsked('last_name')) patch.last_name = row.last_name ?? identity.lastName;
  const username = isAsked('username') && row.username === null ? readable(identity.username, readUsername) : null;
  if (username !== null && !(await storage.findUserByUsername(keyOf(username)))) patch.username = username;
  return patch;
}

function readable(text: string | null, read: (text: string) => string): string | null {
  try {
    return text === null ? null : read(text);
  } catch {
    return null;
  }
}
