import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';

type SettingOps = Pick<StorageOps, 'getSetting' | 'insertSettingOnce'>;

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
