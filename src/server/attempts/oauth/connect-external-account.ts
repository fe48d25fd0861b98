import { ApiError } from '../../http/errors.ts';
import { type DomainEvent, recordEvent } from '../../events/domain-events.ts';
import type { AuthorizationResult } from '../../factors/oauth/authorization.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import type { Actor } from '../../http/request-context.ts';
import type { Services } from '../../services.ts';
import type { ExternalAccountRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { translateConnectedViolation, profileOf, providerName } from '../../factors/oauth/linked-account.ts';
import { lockUnchanged } from '../../users/lock-unchanged.ts';
import type { OAuthOutcome } from '../../factors/oauth/oauth-outcome.ts';

/**
 * Connects an account at a provider to the user who asked for it. The user must still be signed in in this browser. An
 * identity that another user has stays theirs.
 */
export const connectExternalAccount: OAuthOutcome = async (services, browser, { challenge, identity }) => {
  const { storage } = services;
  const { client, now } = browser;
  const live = await storage.listClientSessions(client.id, now);
  const users = live.map((session) => session.user_id);
  const { user, row } = await findOwn(storage, users, challenge.subject);
  if (row.challenge_id !== challenge.id) throw new ApiError('client_state_invalid');
  // A request for more scopes must not exchange one person for another.
  if (row.provider_user_id !== null && row.provider_user_id !== identity.providerUserId) {
    throw new ApiError('external_account_exists');
  }
  const write = storage.transaction(async (tx) => {
    await lockUnchanged(tx, user, now);
    // A sign-in may have connected another one since this one was begun.
    const others = (await tx.listExternalAccounts([user.id])).filter((each) => each.verified && each.id !== row.id);
    if (!row.verified && others.some(({ provider }) => provider === row.provider)) {
      throw new ApiError('external_account_exists');
    }
    const email_address_id = await proveAddress(tx, browser, row.user_id, identity);
    const patch = {
      ...profileOf(identity),
      provider_user_id: identity.providerUserId,
      email_address_id,
      verified: true,
      // It has been answered. One that is kept was refused.
      challenge_id: null,
    };
    await tx.updateExternalAccount(row.id, patch, now);
    await tx.settleChallenge(challenge.id, JSON.stringify({ status: 'verified' } satisfies AuthorizationResult));
    await tx.updateUser(row.user_id, {}, now);
    await tx.updateClient(client.id, {}, now);
    await recordEvent(tx, browser, connectionOf(services, row));
  });
  await translateConnectedViolation(write);
  return { browser, isSignedIn: false };
};

function connectionOf({ config }: Pick<Services, 'config'>, row: ExternalAccountRow): DomainEvent {
  const about = { userId: row.user_id, id: row.id };
  if (row.verified) return { type: 'externalAccount.updated', ...about };
  const isFirst = row.provider_user_id === null;
  const notice = { kind: 'connected_account_added', item: providerName(config, row.provider) } as const;
  return { type: isFirst ? 'externalAccount.created' : 'externalAccount.verified', ...about, notice };
}

async function findOwn(storage: StorageOps, userIds: readonly string[], id: string) {
  for (const userId of userIds) {
    const user = await storage.findUser(userId);
    const row = user && (await storage.findExternalAccount(userId, id));
    if (row) return { user, row };
  }
  throw new ApiError('client_state_invalid');
}

/** Finds the user's address that the provider vouches for. If it was not verified yet, it is now. */
async function proveAddress(
  tx: StorageOps,
  actor: Pick<Actor, 'ip' | 'now'>,
  userId: string,
  { email, emailVerified, provider }: ExternalIdentity,
): Promise<string | null> {
  const { now } = actor;
  if (email === null || !emailVerified) return null;
  const own = (await tx.listEmailAddresses([userId])).find((each) => each.email_key === keyOf(email));
  if (!own) return null;
  if (own.verified) return own.id;
  // Another user proved it first.
  if (await tx.findVerifiedEmailAddress(own.email_key)) return null;
  await tx.updateEmailAddress(own.id, { verified: true, verified_at: now, strategy: provider }, now);
  const { primary_email_address_id: primary } = (await tx.findUser(userId)) ?? {};
  if (primary === null) await tx.updateUser(userId, { primary_email_address_id: own.id }, now);
  // The mail goes to the primary address, which may be this one.
  const notice = primary === null ? undefined : ({ kind: 'email_address_added', item: own.email } as const);
  await recordEvent(tx, actor, { type: 'emailAddress.verified', userId, id: own.id, notice });
  return own.id;
}
