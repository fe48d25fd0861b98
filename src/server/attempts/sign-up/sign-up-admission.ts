import { type EventActor, recordEvent } from '../../events/domain-events.ts';
import { ApiError } from '../../http/errors.ts';
import type { Candidate } from '../../restrictions/sign-up-restrictions.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow, WaitlistEntryRow } from '../../storage/rows.ts';
import { blankWaitlistEntry } from '../../storage/blank-rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { requireTicket } from '../../factors/ticket/ticket-factor.ts';
import { ticketProblem } from '../../factors/ticket/ticket.ts';
import type { Actor } from '../../http/request-context.ts';
import { requireField } from '../../factors/factor-input.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { readEmailAddress } from '../../identifiers/identifiers.ts';
import { newId } from '../../ids.ts';
import { refuseRestricted, restrictionsFor } from '../../users/restrictions-for.ts';

/**
 * The fields of a sign-up that an invitation sets. A visitor who has the invitation read the mail, so the address counts
 * as verified.
 */
type Invited = Pick<
  SignUpRow,
  'email' | 'email_verified' | 'email_strategy' | 'code_id' | 'email_challenge_id' | 'public_metadata' | 'ticket_id'
>;

/**
 * Finds the invitation that a request has, if it has one. It is consumed when the account is made, not before.
 *
 * @throws {ApiError} when the ticket cannot be used, is no invitation, or its address has an account
 */
export async function findInvitation(
  services: Services,
  actor: Actor,
  { strategy, ticket: token }: { strategy?: string | undefined; ticket?: string | undefined },
): Promise<Invited | undefined> {
  if (token === undefined && strategy !== 'ticket') return undefined;
  const ticket = await requireTicket(services, actor, requireField(token, 'ticket'));
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

/** @throws {ApiError} when the instance takes invited visitors alone, and this one is not invited */
export function requireOpenSignUp({ signUp }: Services['config'], isInvited: boolean): void {
  if (isInvited || signUp.mode === 'public') return;
  throw new ApiError(signUp.mode === 'waitlist' ? 'sign_up_restricted_waitlist' : 'sign_up_mode_restricted');
}

/**
 * Decides whether an account may be made, whether the visitor used a form, a provider or a wallet.
 *
 * @throws {ApiError} when it may not be made
 */
export async function requireAdmission(services: Services, tx: StorageOps, attempt: SignUpRow): Promise<void> {
  const isInvited = attempt.ticket_id !== null;
  requireOpenSignUp(services.config, isInvited);
  // An invitation by name counts as an entry of the allow-list.
  if (isInvited) return;
  const proven = provenBy(attempt);
  if (!(await restrictionsFor(services, tx, proven)).admits(proven)) throw new ApiError('not_allowed_access');
}

/** Consumes the invitation for the new user. If several sign-ups use one invitation, one of them succeeds. */
export async function acceptInvitation(tx: StorageOps, actor: EventActor, id: string, userId: string): Promise<void> {
  if (!(await tx.consumeTicket(id, userId, actor.now))) {
    throw new ApiError(ticketProblem(await tx.findTicket(id), actor.now) ?? 'invitation_already_accepted');
  }
  await recordEvent(tx, actor, { type: 'invitation.accepted', userId: id });
}

/**
 * Puts an email address on the waitlist. The result does not tell whether it was there before, or has an account.
 *
 * @param typed the address as the person wrote it
 */
export async function joinWaitlist(services: Services, actor: EventActor, typed: string): Promise<WaitlistEntryRow> {
  const { config, storage } = services;
  if (config.signUp.mode !== 'waitlist') throw new ApiError('waitlist_not_accepting_entries');
  const email = readEmailAddress(typed);
  await refuseRestricted(services, { kind: 'email_address', value: email });
  const row = blankWaitlistEntry({ id: newId('wle'), email, email_key: keyOf(email) }, actor.now);
  return storage.transaction(async (tx) => {
    const entry = await tx.insertWaitlistEntryOnce(row);
    if (entry.id === row.id) await recordEvent(tx, actor, { type: 'waitlistEntry.created', userId: row.id });
    return entry;
  });
}

function provenBy(attempt: SignUpRow): Candidate[] {
  const { email, email_verified, phone, phone_verified, wallet, wallet_verified } = attempt;
  return [
    ...(email !== null && email_verified ? [{ kind: 'email_address', value: email } as const] : []),
    ...(phone !== null && phone_verified ? [{ kind: 'phone_number', value: phone } as const] : []),
    ...(wallet !== null && wallet_verified ? [{ kind: 'web3_wallet', value: wallet } as const] : []),
  ];
}
