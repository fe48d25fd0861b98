import type { Kysely } from 'kysely';
import type { Tables, TicketKind, TicketRow, WaitlistEntryRow } from '../rows.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

/** The most rows that `listTickets` returns. */
const LISTED = 1_000;

/** Invitations, sign-in tokens and the waitlist. */
export interface TicketOps {
  insertTicket(row: TicketRow): Promise<void>;
  findTicket(id: string): Promise<TicketRow | undefined>;
  findTicketByToken(tokenHash: string): Promise<TicketRow | undefined>;
  /** Lists tickets, newest first; at most 1,000. */
  listTickets(kind: TicketKind): Promise<TicketRow[]>;
  /** Consumes a pending ticket that has not expired, for the user. Of several parallel calls, one returns true. */
  consumeTicket(id: string, userId: string, now: number): Promise<boolean>;
  /** Revokes a pending ticket. @returns false when the ticket was not pending */
  revokeTicket(id: string, now: number): Promise<boolean>;
  /** Inserts the entry unless the waitlist has the address, and returns the entry that is stored. */
  insertWaitlistEntryOnce(row: WaitlistEntryRow): Promise<WaitlistEntryRow>;
}

export function ticketsTable(db: Kysely<Tables>): TicketOps {
  return {
    async insertTicket(row) {
      await db.insertInto('tickets').values(row).execute();
    },
    findTicket: (id) => db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirst(),
    findTicketByToken: (tokenHash) =>
      db.selectFrom('tickets').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst(),
    listTickets: (kind) =>
      db
        .selectFrom('tickets')
        .selectAll()
        .where('kind', '=', kind)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(LISTED)
        .execute(),
    async consumeTicket(id, userId, now) {
      const consumed = await db
        .updateTable('tickets')
        .set({ status: 'accepted', user_id: userId, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .where('expires_at', '>', now)
        .returning('id')
        .execute();
      return consumed.length === 1;
    },
    async revokeTicket(id, now) {
      const change = db.updateTable('tickets').set({ status: 'revoked', updated_at: nextUpdatedAt(now) });
      return (await change.where('id', '=', id).where('status', '=', 'pending').returning('id').execute()).length === 1;
    },
    async insertWaitlistEntryOnce(row) {
      await db
        .insertInto('waitlist_entries')
        .values(row)
        .onConflict((conflict) => conflict.column('email_key').doNothing())
        .execute();
      const stored = db.selectFrom('waitlist_entries').selectAll().where('email_key', '=', row.email_key);
      return stored.executeTakeFirstOrThrow();
    },
  };
}
