import { ApiError } from '../../http/errors.ts';
import type { Candidate } from '../../restrictions/sign-up-restrictions.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { requireTicket } from '../../factors/ticket/ticket-factor.ts';
import { ticketProblem } from '../../factors/ticket/ticket.ts';
import type { Browser } from '../../sessions/browser.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';

/** What an invitation settles about a sign-up. Whoever has it read the mail, so the address counts as proven. */
type Invited = Pick<
  SignUpRow,
  'email' | 'email_verified' | 'email_strategy' | 'code_id' | 'email_challenge_id' | 'public_metadata' | 'ticket_id'
>;

/**
 * The invitation that comes with the request, if one does. It is not taken yet: that is for the moment in which the
 * account comes into being.
 *
 * @throws {ApiError} when the ticket is worth nothing, is no invitation, or the address has an account
 */
export async function readInvitation(services: Services, browser: Browser): Promise<Invited | undefined> {
  const { params } = browser;
  if (!params.has('ticket') && params.text('strategy', 64) !== 'ticket') return undefined;
  const ticket = await requireTicket(services, browser, params.required('ticket'));
  if (ticket.kind !== 'invitation' || ticket.email === null) throw new ApiError('ticket_invalid_code');
  if (await services.storage.findVerifiedEmailAddress(keyOf(ticket.email))) {
    throw new ApiError('invitation_account_exists');
  }
  return {
    email: ticket.email,
    email_verified: true,
    email_strategy: 'ticket',
    code_id: null,
    email_challenge_id: null,
    public_metadata: ticket.public_metadata,
    ticket_id: ticket.id,
  };
}

/** @throws {ApiError} when the instance takes only the invited, and the visitor is not */
export function requireOpenSignUp({ signUp }: Services['config'], isInvited: boolean): void {
  if (isInvited || signUp.mode === 'public') return;
  throw new ApiError(signUp.mode === 'waitlist' ? 'sign_up_restricted_waitlist' : 'sign_up_mode_restricted');
}

/**
 * The last word before an account is made, whichever way the visitor came: by form, provider or wallet.
 *
 * @throws {ApiError} when it may not be made
 */
export function requireAdmission({ config, restrictions }: Services, attempt: SignUpRow): void {
  const isInvited = attempt.ticket_id !== null;
  requireOpenSignUp(config, isInvited);
  // Whoever is invited by name is on the list.
  if (!isInvited && !restrictions.admits(provenBy(attempt))) throw new ApiError('not_allowed_access');
}

/** Takes the invitation for the new user. Of any number of sign-ups with one invitation, one gets through. */
export async function acceptInvitation(tx: StorageOps, id: string, userId: string, now: number): Promise<void> {
  if (await tx.consumeTicket(id, userId, now)) return;
  throw new ApiError(ticketProblem(await tx.findTicket(id), now) ?? 'invitation_already_accepted');
}

function provenBy(attempt: SignUpRow): Candidate[] {
  const { email, email_verified, phone, phone_verified, wallet, wallet_verified } = attempt;
  return [
    ...(email !== null && email_verified ? [{ kind: 'email_address', value: email } as const] : []),
    ...(phone !== null && phone_verified ? [{ kind: 'phone_number', value: phone } as const] : []),
    ...(wallet !== null && wallet_verified ? [{ kind: 'web3_wallet', value: wallet } as const] : []),
  ];
}
