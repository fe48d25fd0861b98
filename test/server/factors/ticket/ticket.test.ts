import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ticketProblem,
  newTicket,
  statusOfTicket,
  type TicketState,
  ticketHashOf,
  ticketTarget,
  ticketUrl,
} from '../../../../src/server/factors/ticket/ticket.ts';

const GOOD: TicketState = { kind: 'invitation', status: 'pending', expires_at: 1000 };

describe('tickets', () => {
  it('a ticket has 32 random bytes and is stored as their SHA-256', () => {
    const { token, tokenHash } = newTicket();
    assert.equal(Buffer.from(token, 'base64url').length, 32);
    assert.equal(ticketHashOf(token), tokenHash);
    assert.notEqual(newTicket().token, token);
    assert.ok(!tokenHash.includes(token));
  });

  it('a text that is not a ticket is recognized without the database', () => {
    const { token } = newTicket();
    for (const text of [
      '',
      token.slice(1),
      `${token}A`,
      `${token.slice(1)}=`,
      ` ${token.slice(1)}`,
      'a'.repeat(100_000),
    ]) {
      assert.equal(ticketHashOf(text), undefined);
    }
  });

  it('an invalid ticket has an error code that says why', () => {
    const token: TicketState = { ...GOOD, kind: 'sign_in_token' };
    assert.equal(ticketProblem(GOOD, 999), undefined);
    assert.equal(ticketProblem(undefined, 0), 'ticket_invalid_code');
    assert.equal(ticketProblem(GOOD, 1000), 'ticket_expired_code');
    assert.equal(ticketProblem({ ...GOOD, status: 'revoked' }, 2), 'revoked_invitation');
    assert.equal(ticketProblem({ ...GOOD, status: 'accepted' }, 2), 'invitation_already_accepted');
    assert.equal(ticketProblem({ ...token, status: 'revoked' }, 2), 'sign_in_token_revoked_code');
    assert.equal(ticketProblem({ ...token, status: 'accepted' }, 2), 'sign_in_token_already_used_code');
  });

  it('an accepted ticket stays accepted after its expiry', () => {
    assert.equal(statusOfTicket({ ...GOOD, status: 'accepted' }, 5000), 'accepted');
    assert.equal(statusOfTicket({ ...GOOD, status: 'revoked' }, 5000), 'revoked');
    assert.equal(statusOfTicket(GOOD, 5000), 'expired');
    assert.equal(statusOfTicket(GOOD, 0), 'pending');
  });

  it('links with tickets have the configured URL', () => {
    assert.equal(
      ticketUrl({ url: 'https://clerk.example.com' }, 'T'),
      'https://clerk.example.com/v1/tickets/accept?ticket=T',
    );
    const page = 'https://app.example.com/sign-up?plan=pro#/';
    assert.equal(
      ticketTarget(page, 'T', 'sign_up'),
      'https://app.example.com/sign-up?plan=pro&__clerk_status=sign_up&__clerk_ticket=T#/',
    );
    assert.equal(
      ticketTarget('https://app.example.com/?__clerk_ticket=old', 'T', 'complete'),
      'https://app.example.com/?__clerk_status=complete',
    );
  });
});
