import type { Kysely } from 'kysely';
import type { ClientRow, Tables } from '../rows.ts';
import type { ListPage } from './list-order.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

/** Columns of a client that change after it was created. */
export type ClientPatch = Partial<
  Pick<
    ClientRow,
    | 'last_active_session_id'
    | 'sign_in_id'
    | 'sign_up_id'
    | 'last_authentication_strategy'
    | 'uat'
    | 'token_hash'
    | 'cookie_expires_at'
  >
>;

export interface ClientOps {
  insertClient(row: ClientRow): Promise<void>;
  /** Returns the client whose cookie has this hash, unless the cookie has expired. */
  findClientByToken(tokenHash: string, now: number): Promise<ClientRow | undefined>;
  findClient(id: string): Promise<ClientRow | undefined>;
  /** Lists a page of the clients, newest first. */
  listClients(page: ListPage): Promise<ClientRow[]>;
  countClients(): Promise<number>;
  /** Returns the client whose cookie had this hash until the server replaced it, if it did so after `since`. */
  findSupersededClient(tokenHash: string, since: number): Promise<ClientRow | undefined>;
  /** Writes the columns and makes `updated_at` strictly greater. */
  updateClient(id: string, patch: ClientPatch, now: number): Promise<ClientRow | undefined>;
  /**
   * Replaces the token of a client if it is still `oldHash`, and remembers `oldHash` if the new one differs. Of several
   * parallel rotations one wins and gets true.
   */
  consumeClientToken(oldHash: string, newHash: string, cookieExpiresAt: number, now: number): Promise<boolean>;
  /**
   * Replaces the client whose cookie has this hash with a new one, which takes over its sessions and known devices but
   * not its attempts. Of several parallel calls one wins; the others get undefined. Call it in a transaction.
   */
  consumeClient(
    oldHash: string,
    next: Pick<ClientRow, 'id' | 'token_hash' | 'cookie_expires_at'>,
    now: number,
  ): Promise<ClientRow | undefined>;
}

export function clientsTable(db: Kysely<Tables>): ClientOps {
  return {
    async insertClient(row) {
      await db.insertInto('clients').values(row).execute();
    },
    findClientByToken: (tokenHash, now) =>
      db
        .selectFrom('clients')
        .selectAll()
        .where('token_hash', '=', tokenHash)
        .where('cookie_expires_at', '>', now)
        .executeTakeFirst(),
    findClient: (id) => db.selectFrom('clients').selectAll().where('id', '=', id).executeTakeFirst(),
    listClients: ({ limit, offset }) =>
      db
        .selectFrom('clients')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute(),
    async countClients() {
      const counted = db.selectFrom('clients').select((eb) => eb.fn.countAll().as('total'));
      return Number((await counted.executeTakeFirstOrThrow()).total);
    },
    findSupersededClient: (tokenHash, since) =>
      db
        .selectFrom('clients')
        .selectAll()
        .where('previous_token_hash', '=', tokenHash)
        .where('token_hash', 'is not', null)
        .where('rotated_at', '>', since)
        .executeTakeFirst(),
    updateClient: (id, patch, now) =>
      db
        .updateTable('clients')
        .set({ ...patch, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst(),
    async consumeClientToken(oldHash, newHash, cookieExpiresAt, now) {
      const rotation = oldHash === newHash ? {} : { previous_token_hash: oldHash, rotated_at: now };
      const rotated = await db
        .updateTable('clients')
        .set({ token_hash: newHash, cookie_expires_at: cookieExpiresAt, ...rotation })
        .where('token_hash', '=', oldHash)
        .returning('id')
        .execute();
      return rotated.length === 1;
    },
    async consumeClient(oldHash, next, now) {
      const old = await db
        .updateTable('clients')
        .set({ token_hash: null, updated_at: nextUpdatedAt(now) })
        .where('token_hash', '=', oldHash)
        .where('cookie_expires_at', '>', now)
        .returningAll()
        .executeTakeFirst();
      if (!old) return undefined;
      const client = {
        ...old,
        ...next,
        previous_token_hash: oldHash,
        rotated_at: now,
        sign_in_id: null,
        sign_up_id: null,
      };
      await db.insertInto('clients').values(client).execute();
      for (const table of ['sessions', 'known_devices'] as const) {
        await db.updateTable(table).set({ client_id: client.id }).where('client_id', '=', old.id).execute();
      }
      // The attempts of the old client are deleted with it.
      await db.deleteFrom('clients').where('id', '=', old.id).execute();
      return client;
    },
  };
}
