import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';

/** Values that all nodes share, by key. */
export interface SettingOps {
  getSetting(key: string): Promise<string | undefined>;
  /** Stores the value unless the key has one, and returns the value that is stored. */
  insertSettingOnce(key: string, value: string): Promise<string>;
}

export function settingsTable(db: Kysely<Tables>): SettingOps {
  const getSetting = async (key: string): Promise<string | undefined> => {
    const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
    return row?.value;
  };
  return {
    getSetting,
    async insertSettingOnce(key, value) {
      await db
        .insertInto('settings')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
      return (await getSetting(key)) ?? value;
    },
  };
}
