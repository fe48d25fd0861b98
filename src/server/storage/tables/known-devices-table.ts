import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';

/** The browsers on which a user has signed in before. */
export interface KnownDeviceOps {
  /** Records that the user has signed in on this client. */
  noteDevice(userId: string, clientId: string, now: number): Promise<void>;
  isKnownDevice(userId: string, clientId: string): Promise<boolean>;
}

export function knownDevicesTable(db: Kysely<Tables>): KnownDeviceOps {
  return {
    async noteDevice(userId, clientId, now) {
      await db
        .insertInto('known_devices')
        .values({ user_id: userId, client_id: clientId, last_seen_at: now })
        .onConflict((conflict) => conflict.columns(['user_id', 'client_id']).doUpdateSet({ last_seen_at: now }))
        .execute();
    },
    async isKnownDevice(userId, clientId) {
      const found = db.selectFrom('known_devices').select('user_id').where('user_id', '=', userId);
      return (await found.where('client_id', '=', clientId).executeTakeFirst()) !== undefined;
    },
  };
}
