import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables, TicketRow } from '../rows.ts';
import type { ListOrder, ListPage } from './list-order.ts';
import { nextUpdatedAt } from './next-updated-at.ts';
import { has } from './user-filter.ts';

/** Which invitations a list holds: those that match every part that is given. */
export interface InvitationFilter {
  /** At the time `now`, by which those that expired are told from those that are pending. */
  status?: { is: 'pending' | 'accepted' | 'revoked' | 'expired'; now: number } | undefined;
  /** Leaves out those that are revoked. */
  exceptRevoked?: boolean | undefined;
  /** A part of the id or the email address, whatever its case. */
  query?: string | undefined;
}

/** What invitations can be ordered by. */
export const INVITATION_ORDERS = ['created_at', 'email_address', 'expires_at'] as const;

/** Invitations and sign-in tokens. */
export interface TicketOps {
  /**
   * Inserts a ticket. Of several parallel calls with one `sole_key`, one returns true.
   *
   * @returns false when another invitation has the same `sole_key`, is pending and has not expired
   */
  insertTicket(row: TicketRow): Promise<boolean>;
  findTicket(id: string): Promise<TicketRow | undefined>;
  findTickets(ids: readonly string[]): Promise<TicketRow[]>;
  findTicketByToken(tokenHash: string): Promise<TicketRow | undefined>;
  listInvitations(
    filter: InvitationFilter,
    order: ListOrder<(typeof INVITATION_ORDERS)[number]>,
    page: ListPage,
  ): Promise<TicketRow[]>;
  countInvitations(filter: InvitationFilter): Promise<number>;
  /** Consumes a pending ticket that has not expired, for the user. Of several parallel calls, one returns true. */
  consumeTicket(id: string, userId: string, now: number): Promise<boolean>;
  /** Revokes a pending ticket. @returns false when the ticket was not pending */
  revokeTicket(id: string, now: number): Promise<boolean>;
  /** Deletes a ticket, whatever its status. @returns false when there is none */
  deleteTicket(id: string): Promise<boolean>;
}

export function ticketsTable(db: Kysely<Tables>): TicketOps {
  return {
    async insertTicket(row) {
      if (row.sole_key !== null) {
        const expired = db.updateTable('tickets').set({ sole_key: null }).where('sole_key', '=', row.sole_key);
        await expired.where('expires_at', '<=', row.created_at).execute();
      }
      const inserted = db.insertInto('tickets').values(row);
      const once = inserted.onConflict((conflict) => conflict.column('sole_key').doNothing());
      return (await once.returning('id').execute()).length === 1;
    },
    findTicket: (id) => db.selectFrom('tickets').selectAll().where('id', '=', id).executeTakeFirst(),
    async findTickets(ids) {
      if (ids.length === 0) return [];
      return db.selectFrom('tickets').selectAll().where('id', 'in', ids).execute();
    },
    findTicketByToken: (tokenHash) =>
      db.selectFrom('tickets').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst(),
    listInvitations: (filter, { by, direction }, { limit, offset }) =>
      db
        .selectFrom('tickets')
        .selectAll()
        .where(matchInvitations(filter))
        .orderBy(by === 'email_address' ? 'email' : by, direction)
        .orderBy('id', direction)
        .limit(limit)
        .offset(offset)
        .execute(),
    async countInvitations(filter) {
      const counted = db.selectFrom('tickets').select((eb) => eb.fn.countAll().as('total'));
      return Number((await counted.where(matchInvitations(filter)).executeTakeFirstOrThrow()).total);
    },
    async consumeTicket(id, userId, now) {
      const consumed = await db
        .updateTable('tickets')
        .set({ status: 'accepted', user_id: userId, sole_key: null, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .where('expires_at', '>', now)
        .returning('id')
        .execute();
      return consumed.length === 1;
    },
    async revokeTicket(id, now) {
      const patch = { status: 'revoked', sole_key: null, updated_at: nextUpdatedAt(now) } as const;
      const change = db.updateTable('tickets').set(patch);
      return (await change.where('id', '=', id).where('status', '=', 'pending').returning('id').execute()).length === 1;
    },
    async deleteTicket(id) {
      return (await db.deleteFrom('tickets').where('id', '=', id).returning('id').execute()).length === 1;
    },
  };
}

function matchInvitations({ status, exceptRevoked, query }: InvitationFilter): RawBuilder<boolean> {
  const all: RawBuilder<unknown>[] = [sql`kind = 'invitation'`];
  if (exceptRevoked) all.push(sql`status <> 'revoked'`);
  if (status) {
    const { is, now } = status;
    all.push(sql`status = ${is === 'expired' ? 'pending' : is}`);
    if (is === 'pending') all.push(sql`expires_at > ${now}`);
    if (is === 'expired') all.push(sql`expires_at <= ${now}`);
  }
  if (query !== undefined) all.push(sql`(${has('email', query)} or ${has('id', query)})`);
  return sql`(${sql.join(all, sql` and `)})`;
}
