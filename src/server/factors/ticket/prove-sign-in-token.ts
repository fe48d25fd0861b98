import { loadAccount } from '../../users/find-account.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { Proof } from '../factor.ts';
import type { Account } from '../../users/account.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { findTicket } from './find-ticket.ts';
import { requireUsableTicket } from './ticket.ts';

/**
 * Judges the sign-in token that came with the request. It proves a first factor, so that users with a second one are
 * still asked for it.
 *
 * @throws {ApiError} when it is worth nothing, or no token for signing in
 */
export async function proveSignInToken(
  services: Services,
  context: RequestContext,
): Promise<Proof & { account: Account }> {
  const ticket = await findTicket(services, context);
  const account =
    ticket.kind === 'sign_in_token' ? await loadAccount(services, ticket.user_id, ticket.email) : undefined;
  if (!account) throw new ApiError('ticket_invalid_code');
  return {
    account,
    async commit(tx) {
      if (await tx.consumeTicket(ticket.id, account.user.id, context.now)) return;
      throw new ApiError(
        requireUsableTicket(await tx.findTicket(ticket.id), context.now) ?? 'sign_in_token_already_used_code',
      );
    },
  };
}
