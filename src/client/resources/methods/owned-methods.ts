import type { UserParts } from '../resource-context.ts';
import type { AttemptParams, FactorParams } from '../types/factors.ts';
import { ownedLink } from './email-link.ts';
import { findOwned } from './find-owned.ts';
import { ownedExternalAccount } from './oauth.ts';
import { ownedPasskey } from './passkey.ts';
import { ownedPhoneNumber } from './phone-number.ts';

/** The methods of what belongs to a user: email addresses, phone numbers, wallets, connected accounts and passkeys. */
export const ownedMethods = {
  ...ownedLink,
  ...ownedPhoneNumber,
  ...ownedExternalAccount,
  ...ownedPasskey,
  // These are the same for all kinds, which only the path tells apart.
  async prepareVerification(parts: UserParts, params: Partial<FactorParams> = { strategy: 'phone_code' }) {
    return verify(parts, 'prepare_verification', params);
  },
  async attemptVerification(parts: UserParts, params: Partial<AttemptParams>) {
    return verify(parts, 'attempt_verification', params);
  },
  async destroy({ context, sessionId, path }: UserParts): Promise<void> {
    await context.call(path, { method: 'DELETE', sessionId });
  },
};

async function verify(parts: UserParts, step: string, body: object): Promise<unknown> {
  const { context, sessionId, path } = parts;
  await context.call(`${path}/${step}`, { method: 'POST', body, sessionId });
  return findOwned(parts, path);
}
