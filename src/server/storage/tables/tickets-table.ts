import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

type TicketOps = Pick<
  StorageOps,
  | 'insertTicket'
  | 'findTicket'
  | 'findTicketByToken'
  | 'listTickets'
  | 'consumeTicket'
  | 'revokeTicket'
  | 'insertWaitlistEntryOnce'
>;

/** Invitations, sign-in tokens and the waitlist. */
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
        .limit(1_000)
        .execute(),
    async consumeTicket(id, userId, now) {
      const taken = await db
        .updateTable('tickets')
        .set({ status: 'accepted', user_id: userId, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .where('expires_at', '>', now)
        .returning('id')
        .execute();
      return taken.length === 1;
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
