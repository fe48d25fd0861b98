import { type Kysely, sql } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';

type BrowserBuildOps = Pick<
  StorageOps,
  | 'insertBrowserBuild'
  | 'insertBrowserFiles'
  | 'listBrowserBuilds'
  | 'findBrowserBuild'
  | 'findBrowserFile'
  | 'touchBrowserBuild'
  | 'deleteBrowserBuild'
  | 'deleteOldBrowserBuilds'
>;

export function browserBuildsTable(db: Kysely<Tables>): BrowserBuildOps {
  return {
    async insertBrowserBuild(row) {
      const inserted = await db
        .insertInto('browser_builds')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      return inserted !== undefined;
    },
    async insertBrowserFiles(rows) {
      if (rows.length > 0)
        await db
          .insertInto('browser_files')
          .values([...rows])
          .execute();
    },
    listBrowserBuilds: () =>
      db.selectFrom('browser_builds').select(['id', 'version']).orderBy('stored_at', 'desc').orderBy('id').execute(),
    findBrowserBuild: (id) => db.selectFrom('browser_builds').selectAll().where('id', '=', id).executeTakeFirst(),
    async findBrowserFile(buildId, name) {
      const row = await db
        .selectFrom('browser_files')
        .select('brotli')
        .where('build_id', '=', buildId)
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.brotli;
    },
    async touchBrowserBuild(id, now) {
      await db.updateTable('browser_builds').set({ seen_at: now }).where('id', '=', id).execute();
    },
    async deleteBrowserBuild(id) {
      await db.deleteFrom('browser_builds').where('id', '=', id).execute();
    },
    async deleteOldBrowserBuilds(seenBefore, replacedBefore) {
      const newer = sql<boolean>`exists (select 1 from browser_builds as newer
        where newer.version = browser_builds.version and newer.stored_at > browser_builds.stored_at)`;
      await db
        .deleteFrom('browser_builds')
        .where(({ or, and, eb }) =>
          or([eb('seen_at', '<', seenBefore), and([eb('seen_at', '<', replacedBefore), newer])]),
        )
        .execute();
    },
  };
}
