import type { AttemptParams, FactorParams } from '../types.ts';
import { findOwned } from './find-owned.ts';
import type { UserParts } from '../resource-context.ts';

/** How addresses, numbers and wallets of a user are verified and removed: the path alone tells them apart. */
export const verifyOwned = {
  async prepareVerification(parts: UserParts, params: Partial<FactorParams> = { strategy: 'phone_code' }) {
    return post(parts, 'prepare_verification', params);
  },
  async attemptVerification(parts: UserParts, params: Partial<AttemptParams>) {
    return post(parts, 'attempt_verification', params);
  },
  async destroy({ context, sessionId, path }: UserParts): Promise<void> {
    await context.call(path, { method: 'DELETE', sessionId });
  },
};

async function post(parts: UserParts, step: string, body: object): Promise<unknown> {
  const { context, sessionId, path } = parts;
  await context.call(`${path}/${step}`, { method: 'POST', body, sessionId });
  return findOwned(parts, path);
}
