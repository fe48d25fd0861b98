import type { Kysely } from 'kysely';
import type { ReverificationRow, SignInRow, SignUpRow, Tables } from '../rows.ts';

/**
 * Sign-ins, sign-ups and reverifications. Each `update…` is a compare-and-set: it writes only if `version` is still the
 * one given, increments it, and returns the new row. Of several parallel writers one wins; the others get undefined.
 */
export interface AttemptOps {
  insertSignIn(row: SignInRow): Promise<void>;
  findSignIn(clientId: string, id: string): Promise<SignInRow | undefined>;
  updateSignIn(id: string, version: number, patch: Partial<SignInRow>): Promise<SignInRow | undefined>;

  insertSignUp(row: SignUpRow): Promise<void>;
  findSignUp(clientId: string, id: string): Promise<SignUpRow | undefined>;
  /** Returns a sign-up of any client. */
  findAnySignUp(id: string): Promise<SignUpRow | undefined>;
  updateSignUp(id: string, version: number, patch: Partial<SignUpRow>): Promise<SignUpRow | undefined>;

  /** Inserts the reverification and deletes earlier ones of the session. */
  insertReverification(row: ReverificationRow): Promise<void>;
  /** Returns the newest reverification of the session. */
  findReverification(sessionId: string): Promise<ReverificationRow | undefined>;
  updateReverification(
    id: string,
    version: number,
    patch: Partial<ReverificationRow>,
  ): Promise<ReverificationRow | undefined>;
}

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
    findAnySignUp: (id) => db.selectFrom('sign_ups').selectAll().where('id', '=', id).executeTakeFirst(),
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
