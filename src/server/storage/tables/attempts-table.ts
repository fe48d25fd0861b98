import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';

type AttemptOps = Pick<
  StorageOps,
  | 'insertSignIn'
  | 'findSignIn'
  | 'updateSignIn'
  | 'insertSignUp'
  | 'findSignUp'
  | 'updateSignUp'
  | 'insertReverification'
  | 'findReverification'
  | 'updateReverification'
>;

export function attemptsTable(db: Kysely<Tables>): AttemptOps {
  return {
    async insertSignIn(row) {
      await db.insertInto('sign_ins').values(row).execute();
    },
    findSignIn: (clientId, id) =>
      db.selectFrom('sign_ins').selectAll().where('id', '=', id).where('client_id', '=', clientId).executeTakeFirst(),
    updateSignIn: (id, version, patch) =>
      db
        .updateTable('sign_ins')
        .set({ ...patch, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst(),
    async insertSignUp(row) {
      await db.insertInto('sign_ups').values(row).execute();
    },
    findSignUp: (clientId, id) =>
      db.selectFrom('sign_ups').selectAll().where('id', '=', id).where('client_id', '=', clientId).executeTakeFirst(),
    updateSignUp: (id, version, patch) =>
      db
        .updateTable('sign_ups')
        .set({ ...patch, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst(),
    async insertReverification(row) {
      await db.deleteFrom('reverifications').where('session_id', '=', row.session_id).execute();
      await db.insertInto('reverifications').values(row).execute();
    },
    findReverification: (sessionId) =>
      db
        .selectFrom('reverifications')
        .selectAll()
        .where('session_id', '=', sessionId)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirst(),
    updateReverification: (id, version, patch) =>
      db
        .updateTable('reverifications')
        .set({ ...patch, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst(),
  };
}
