import type { Kysely } from 'kysely';
import type { JwtTemplateRow, Tables } from '../rows.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

/** The columns of a JWT template that change. */
export type JwtTemplatePatch = Partial<Omit<JwtTemplateRow, 'id' | 'created_at' | 'updated_at'>>;

/** The JWT templates of the database. Those of the settings have no row. */
export interface JwtTemplateOps {
  /** @throws {UniqueViolation} when another template has the name */
  insertJwtTemplate(row: JwtTemplateRow): Promise<void>;
  findJwtTemplate(id: string): Promise<JwtTemplateRow | undefined>;
  findJwtTemplateByName(name: string): Promise<JwtTemplateRow | undefined>;
  /** Lists templates, newest first. */
  listJwtTemplates(page: { limit: number; offset: number }): Promise<JwtTemplateRow[]>;
  countJwtTemplates(): Promise<number>;
  /**
   * Changes a template.
   *
   * @returns the row as it is then; undefined when there is none
   * @throws {UniqueViolation} when another template has the name
   */
  updateJwtTemplate(id: string, patch: JwtTemplatePatch, now: number): Promise<JwtTemplateRow | undefined>;
  /** @returns false when there was none. Of several parallel calls, one returns true */
  deleteJwtTemplate(id: string): Promise<boolean>;
}

export function jwtTemplatesTable(db: Kysely<Tables>): JwtTemplateOps {
  const all = () => db.selectFrom('jwt_templates').selectAll();
  return {
    async insertJwtTemplate(row) {
      await db.insertInto('jwt_templates').values(row).execute();
    },
    findJwtTemplate: (id) => all().where('id', '=', id).executeTakeFirst(),
    findJwtTemplateByName: (name) => all().where('name', '=', name).executeTakeFirst(),
    listJwtTemplates: ({ limit, offset }) =>
      all().orderBy('created_at', 'desc').orderBy('id').limit(limit).offset(offset).execute(),
    async countJwtTemplates() {
      const { count } = await db
        .selectFrom('jwt_templates')
        .select((eb) => eb.fn.countAll<number | string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    updateJwtTemplate: (id, patch, now) =>
      db
        .updateTable('jwt_templates')
        .set({ ...patch, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst(),
    async deleteJwtTemplate(id) {
      return (await db.deleteFrom('jwt_templates').where('id', '=', id).returning('id').execute()).length === 1;
    },
  };
}
