import { changeEntryOf } from '../../audit/audit.ts';
import { ApiError } from '../../http/errors.ts';
import type { Actor } from '../../http/request-context.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import type { Services } from '../../services.ts';
import type { TicketRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { loadAccount } from '../../users/find-account.ts';
import type { FirstFactor, Proof } from '../factor.ts';
import { requireField } from '../factor-input.ts';
import { ticketHashOf, ticketProblem } from './ticket.ts';

/**
 * A sign-in token or an actor token that the operator created for one user. It identifies the user, so no account lists
 * it among its factors. A sign-in token proves a first factor, so a user with a second factor is still asked for it.
 * With an actor token somebody else acts as the user.
 */
export const ticket: FirstFactor = {
  handles: (name) => name === 'ticket',
  offer: () => [],
  identifierless: 'attempt',
  async attempt(services, actor, _attempt, input) {
    const ticket = await requireTicket(services, actor, requireField(input.ticket, 'ticket'));
    const account =
      ticket.kind === 'invitation' ? undefined : await loadAccount(services, ticket.user_id, ticket.email);
    if (!account) throw new ApiError('ticket_invalid_code');
    return {
      account,
      ...impersonationOf(ticket),
      async commit(tx) {
        if (await tx.consumeTicket(ticket.id, account.user.id, actor.now)) return auditActor(tx, actor, ticket);
        const problem = ticketProblem(await tx.findTicket(ticket.id), actor.now);
        throw new ApiError(problem ?? 'sign_in_token_already_used_code');
      },
    };
  },
};

function impersonationOf({ actor, session_seconds }: TicketRow): Pick<Proof, 'impersonation'> {
  if (actor === null || session_seconds === null) return {};
  return { impersonation: { actor, maxMs: session_seconds * 1000 } };
}

/** Keeps an entry in the audit log about who acts as a user from now on. */
async function auditActor(tx: StorageOps, { now, ip }: Actor, ticket: TicketRow): Promise<void> {
  if (ticket.actor === null) return;
  const by = { kind: 'actor', id: ticket.id, name: String(JSON.parse(ticket.actor).sub) } as const;
  await tx.insertAuditEntries([changeEntryOf({ by, now, ip }, { action: 'act as user', target: ticket.user_id })]);
}

/**
 * Returns a ticket that can be used. It does not consume the ticket.
 *
 * @param text the ticket as the client sent it
 * @throws {ApiError} when there is no such ticket, or it cannot be used
 */
export async function requireTicket(
  { storage }: Pick<Services, 'storage'>,
  { now }: Pick<Actor, 'now'>,
  text: string,
): Promise<TicketRow> {
  const tokenHash = ticketHashOf(text);
  const row = tokenHash === undefined ? undefined : await storage.findTicketByToken(tokenHash);
  const problem = ticketProblem(row, now);
  if (problem || !row) throw new ApiError(problem ?? 'ticket_invalid_code');
  return row;
}

/**
 * Returns the email address of an invitation that is used to sign in, because its owner has an account by now. It is
 * only the identifier and proves nothing: an invitation is valid for a month, and may have been passed on.
 *
 * @param ticket the ticket of the request
 * @returns undefined when the ticket is not an invitation
 * @throws {ApiError} `invitation_account_not_exists` when the owner has yet to sign up
 */
export async function invitedIdentifier(services: Services, actor: Actor, ticket: string): Promise<string | undefined> {
  const { kind, email } = await requireTicket(services, actor, ticket);
  if (kind !== 'invitation' || email === null) return undefined;
  if (!(await services.storage.findVerifiedEmailAddress(keyOf(email)))) {
    throw new ApiError('invitation_account_not_exists');
  }
  return email;
}
