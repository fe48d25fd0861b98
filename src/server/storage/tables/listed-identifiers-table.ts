import { type Kysely, sql } from 'kysely';
import type { RestrictedKind } from '../../restrictions/restrictions.ts';
import type { ListedEntries } from '../../restrictions/sign-up-restrictions.ts';
import type { ListedIdentifierRow, Tables } from '../rows.ts';
import type { ListPage } from './list-order.ts';

type List = ListedIdentifierRow['list'];

const KINDS: readonly RestrictedKind[] = ['email_address', 'phone_number', 'web3_wallet'];

/** The entries of the allow-list and the block-list that administrators have added. */
export interface ListedIdentifierOps {
  /** Inserts an entry. @returns false when the list has one that matches the same */
  insertListedIdentifier(row: ListedIdentifierRow): Promise<boolean>;
  findListedIdentifier(list: List, id: string): Promise<ListedIdentifierRow | undefined>;
  /** Lists a page of the entries, newest first. */
  listListedIdentifiers(list: List, page: ListPage): Promise<ListedIdentifierRow[]>;
  countListedIdentifiers(list: List): Promise<number>;
  /** Deletes an entry, and returns what it was. */
  deleteListedIdentifier(list: List, id: string): Promise<ListedIdentifierRow | undefined>;
  /**
   * Returns the entries of both lists with these keys. It is one statement that takes the same time however many entries
   * there are.
   *
   * @param withAllowlist whether to read the allow-list as well, and the kinds of its entries
   */
  matchListedIdentifiers(keys: readonly string[], withAllowlist: boolean): Promise<ListedEntries>;
}

export function listedIdentifiersTable(db: Kysely<Tables>): ListedIdentifierOps {
  return {
    async insertListedIdentifier(row) {
      const once = db
        .insertInto('listed_identifiers')
        .values(row)
        .onConflict((conflict) => conflict.columns(['key', 'list']).doNothing());
      return (await once.returning('id').execute()).length === 1;
    },
    findListedIdentifier: (list, id) =>
      db.selectFrom('listed_identifiers').selectAll().where('id', '=', id).where('list', '=', list).executeTakeFirst(),
    listListedIdentifiers: (list, { limit, offset }) =>
      db
        .selectFrom('listed_identifiers')
        .selectAll()
        .where('list', '=', list)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute(),
    async countListedIdentifiers(list) {
      const counted = db.selectFrom('listed_identifiers').select((eb) => eb.fn.countAll().as('total'));
      return Number((await counted.where('list', '=', list).executeTakeFirstOrThrow()).total);
    },
    deleteListedIdentifier: (list, id) =>
      db
        .deleteFrom('listed_identifiers')
        .where('id', '=', id)
        .where('list', '=', list)
        .returningAll()
        .executeTakeFirst(),
    async matchListedIdentifiers(keys, withAllowlist) {
      const matches = keys.length === 0 ? sql`1 = 0` : sql`key in (${sql.join(keys)})`;
      const ofKinds = KINDS.map(
        (kind) => sql`union all select 'kind', ${sql.lit(kind)}
          where exists (select 1 from listed_identifiers where list = 'allow' and kind = ${kind})`,
      );
      const { rows } = await sql<{ list: List | 'kind'; text: string }>`
        select list, identifier as text from listed_identifiers where ${matches}
        ${withAllowlist ? sql.join(ofKinds, sql` `) : sql``}`.execute(db);
      const textsOf = (list: List | 'kind') => rows.filter((row) => row.list === list).map(({ text }) => text);
      return {
        allowed: withAllowlist ? textsOf('allow') : [],
        blocked: textsOf('block'),
        allowedKinds: textsOf('kind') as RestrictedKind[],
      };
    },
  };
}
