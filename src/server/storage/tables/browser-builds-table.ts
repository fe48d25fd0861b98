import { type Kysely, sql } from 'kysely';
import type { BrowserBuildRow, BrowserFileRow, Tables } from '../rows.ts';

/** The browser files of each release, which every node serves. */
export interface BrowserBuildOps {
  /**
   * Inserts a build. Insert its files in the same transaction, so that no node reads a build without its files.
   *
   * @returns false when this or another node has already stored the build
   */
  insertBrowserBuild(row: BrowserBuildRow): Promise<boolean>;
  insertBrowserFiles(rows: readonly BrowserFileRow[]): Promise<void>;
  /** Lists builds, the most recently stored first. */
  listBrowserBuilds(): Promise<Pick<BrowserBuildRow, 'id' | 'version'>[]>;
  findBrowserBuild(id: string): Promise<BrowserBuildRow | undefined>;
  /** Returns the content of a file, compressed with Brotli. */
  findBrowserFile(buildId: string, name: string): Promise<Uint8Array | undefined>;
  /** Records that a running node has this build. */
  touchBrowserBuild(id: string, now: number): Promise<void>;
  deleteBrowserBuild(id: string): Promise<void>;
  /**
   * Deletes builds that no node has reported since `seenBefore`. If the version has a newer build, `replacedBefore`
   * applies instead.
   */
  deleteOldBrowserBuilds(seenBefore: number, replacedBefore: number): Promise<void>;
}

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
