import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { bump } from './bump.ts';

type ClientOps = Pick<
  StorageOps,
  'insertClient' | 'findClientByToken' | 'findClient' | 'updateClient' | 'consumeClientToken'
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
        .set({ ...patch, updated_at: bump(now) })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst(),
    async consumeClientToken(oldHash, newHash, cookieExpiresAt) {
      const taken = await db
        .updateTable('clients')
        .set({ token_hash: newHash, cookie_expires_at: cookieExpiresAt })
        .where('token_hash', '=', oldHash)
        .returning('id')
        .execute();
      return taken.length === 1;
    },
  };
}
