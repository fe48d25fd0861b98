import type { Kysely } from 'kysely';
import type { HandshakeRow, Tables } from '../rows.ts';

/** Answers of handshakes that the application's server has not fetched yet. */
export interface HandshakeOps {
  insertHandshake(row: HandshakeRow): Promise<void>;
  /** Deletes a handshake that has not expired, and returns it. Of several parallel calls, one gets it. */
  consumeHandshake(id: string, now: number): Promise<HandshakeRow | undefined>;
}

export function handshakesTable(db: Kysely<Tables>): HandshakeOps {
  return {
    async insertHandshake(row) {
      await db.insertInto('handshakes').values(row).execute();
    },
    consumeHandshake: (id, now) =>
      db.deleteFrom('handshakes').where('id', '=', id).where('expires_at', '>', now).returningAll().executeTakeFirst(),
  };
}
