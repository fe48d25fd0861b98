import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

type ClientOps = Pick<
  StorageOps,
  | 'insertClient'
  | 'findClientByToken'
  | 'findClient'
  | 'findSupersededClient'
  | 'updateClient'
  | 'consumeClientToken'
  | 'consumeClient'
>;

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
    updateClient: (id, patch, now) =>
      db
        .updateTable('clients')
        .set({ ...patch, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst(),
    findSupersededClient: (tokenHash, since) =>
      db
        .selectFrom('clients')
        .selectAll()
        .where('previous_token_hash', '=', tokenHash)
        .where('token_hash', 'is not', null)
        .where('rotated_at', '>', since)
        .executeTakeFirst(),
    async consumeClientToken(oldHash, newHash, cookieExpiresAt, now) {
      const rotation = oldHash === newHash ? {} : { previous_token_hash: oldHash, rotated_at: now };
      const taken = await db
        .updateTable('clients')
        .set({ token_hash: newHash, cookie_expires_at: cookieExpiresAt, ...rotation })
        .where('token_hash', '=', oldHash)
        .returning('id')
        .execute();
      return taken.length === 1;
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
      // Its attempts go with it.
      await db.deleteFrom('clients').where('id', '=', old.id).execute();
      return client;
    },
  };
}
