import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import { findTicket } from './find-ticket.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';

/**
 * The address an invitation is for, when one is used to sign in: its owner has an account by now. It only says who
 * wants to sign in and proves nothing: an invitation is good for a month, and may have been passed on.
 *
 * @returns undefined when the request has no invitation
 * @throws {ApiError} `invitation_account_not_exists` when the owner is still to sign up
 */
export async function invitedIdentifier(services: Services, context: RequestContext): Promise<string | undefined> {
  if (context.params.text('strategy', 64) !== 'ticket') return undefined;
  const { kind, email } = await findTicket(services, context);
  if (kind !== 'invitation' || email === null) return undefined;
  if (!(await services.storage.findVerifiedEmailAddress(keyOf(email)))) {
    throw new ApiError('invitation_account_not_exists');
  }
  return email;
}
