import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Tables, UserRow } from '../rows.ts';

/** Which users a list holds: those that match every part that is given. A list of values matches any of them. */
export interface UserFilter {
  userIds?: readonly string[];
  exceptUserIds?: readonly string[];
  externalIds?: readonly string[];
  exceptExternalIds?: readonly string[];
  /** In the canonical form of `keyOf`. An address counts whether or not it is verified. */
  emailKeys?: readonly string[];
  /** In E.164. */
  phones?: readonly string[];
  usernameKeys?: readonly string[];
  /** In lower case. */
  wallets?: readonly string[];
  /** The key of a provider that a connected account of the user is at. */
  provider?: string;
  /** Whether the user has an authenticator app, or a phone number as a second factor. */
  hasSecondFactor?: boolean;
  /** Whether the account is locked at a moment, after so many failed tries. */
  locked?: { is: boolean; tries: number; now: number };
  account?: { provider: string; providerUserIds: readonly string[] };
  /** A part of an email address, phone number, username, wallet, id or name, whatever its case. */
  query?: string;
  emailQuery?: string;
  phoneQuery?: string;
  usernameQuery?: string;
  nameQuery?: string;
  banned?: boolean;
  /** Bounds of times in milliseconds, which are outside themselves. */
  before?: Partial<Record<UserTime, number>>;
  after?: Partial<Record<UserTime, number>>;
}

export type UserTime = 'created_at' | 'last_active_at' | 'last_sign_in_at';

export interface UserOrder {
  by: keyof typeof COLUMNS;
  direction: 'asc' | 'desc';
}

export interface UserPage {
  limit: number;
  offset: number;
  /** Begins behind this user, in the order of `created_at`. */
  startingAfter?: Pick<UserRow, 'id' | 'created_at'> | undefined;
}

const ofPrimary = (table: string, value: string, column: string): RawBuilder<unknown> =>
  sql`(select ${sql.ref(value)} from ${sql.table(table)} as owned where owned.id = ${sql.ref(column)})`;

/** What users can be ordered by. */
const COLUMNS = {
  created_at: sql.ref('users.created_at'),
  updated_at: sql.ref('users.updated_at'),
  first_name: sql`lower(users.first_name)`,
  last_name: sql`lower(users.last_name)`,
  username: sql.ref('users.username_key'),
  last_active_at: sql.ref('users.last_active_at'),
  last_sign_in_at: sql.ref('users.last_sign_in_at'),
  email_address: ofPrimary('email_addresses', 'owned.email_key', 'users.primary_email_address_id'),
  phone_number: ofPrimary('phone_numbers', 'owned.phone', 'users.primary_phone_number_id'),
  web3wallet: ofPrimary('web3_wallets', 'owned.address', 'users.primary_web3_wallet_id'),
} as const satisfies Record<string, RawBuilder<unknown>>;

export const USER_ORDERS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/** Returns the condition of a filter. */
export function matchUsers(filter: UserFilter): RawBuilder<boolean> {
  const all: RawBuilder<unknown>[] = [sql`1 = 1`];
  const add = <T>(value: T | undefined, condition: (value: T) => RawBuilder<unknown>): void => {
    if (value !== undefined) all.push(condition(value));
  };
  add(filter.userIds, (ids) => isIn('users.id', ids));
  add(filter.exceptUserIds, (ids) => sql`not ${isIn('users.id', ids)}`);
  add(filter.externalIds, (ids) => isIn('users.external_id', ids));
  add(filter.exceptExternalIds, (ids) => sql`(users.external_id is null or not ${isIn('users.external_id', ids)})`);
  add(filter.usernameKeys, (keys) => isIn('users.username_key', keys));
  add(filter.emailKeys, (keys) => owns('email_addresses', isIn('owned.email_key', keys)));
  add(filter.phones, (phones) => owns('phone_numbers', isIn('owned.phone', phones)));
  add(filter.wallets, (wallets) => owns('web3_wallets', isIn('owned.address', wallets)));
  add(filter.account, ({ provider, providerUserIds }) =>
    owns('external_accounts', sql`owned.provider = ${provider} and ${isIn('owned.provider_user_id', providerUserIds)}`),
  );
  add(filter.emailQuery, (text) => ownsPart('email_addresses', 'owned.email_key', text));
  add(filter.phoneQuery, (text) => ownsPart('phone_numbers', 'owned.phone', text));
  add(filter.usernameQuery, (text) => has('users.username_key', text));
  add(filter.nameQuery, hasName);
  add(filter.query, hasAnything);
  add(filter.banned, (banned) => sql`users.banned = ${banned}`);
  add(filter.provider, (provider) =>
    owns('external_accounts', sql`owned.verified = ${true} and owned.provider = ${provider}`),
  );
  add(filter.hasSecondFactor, (is) => {
    const has = sql`(${owns('totps', sql`owned.verified = ${true}`)}
      or ${owns('phone_numbers', sql`owned.verified = ${true} and owned.reserved_for_second_factor = ${true}`)})`;
    return is ? has : sql`not ${has}`;
  });
  add(filter.locked, ({ is, tries, now }) => {
    const isLocked = sql`(users.failed_attempts >= ${tries} and users.retry_at > ${now})`;
    return is ? isLocked : sql`not ${isLocked}`;
  });
  for (const [column, time] of Object.entries(filter.before ?? {})) all.push(sql`${columnOf(column)} < ${time}`);
  for (const [column, time] of Object.entries(filter.after ?? {})) all.push(sql`${columnOf(column)} > ${time}`);
  return sql`(${sql.join(all, sql` and `)})`;
}

/** Orders a list of users and takes a page of it. */
export function orderUsers<O>(
  query: SelectQueryBuilder<Tables, 'users', O>,
  { by, direction }: UserOrder,
  { limit, offset, startingAfter }: UserPage,
): SelectQueryBuilder<Tables, 'users', O> {
  const column = COLUMNS[by];
  const behind = direction === 'asc' ? sql`>` : sql`<`;
  return (
    query
      .$if(startingAfter !== undefined, (list) => {
        const { id = '', created_at: at = 0 } = startingAfter ?? {};
        return list.where(
          sql<boolean>`(users.created_at ${behind} ${at} or (users.created_at = ${at} and users.id ${behind} ${id}))`,
        );
      })
      // The engines disagree on where missing values come.
      .$if(!by.endsWith('ated_at'), (list) => list.orderBy(sql`case when ${column} is null then 1 else 0 end`))
      .orderBy(column, direction)
      .orderBy('users.id', direction)
      .limit(limit)
      .offset(offset)
  );
}

function columnOf(time: string): RawBuilder<unknown> {
  return sql.ref(`users.${time}`);
}

/**
 * Whether a user owns a row that matches. The rows are found once, by an index or by one pass: as a question about each
 * user, it would take SQLite a second for 100,000 of them.
 */
function owns(table: string, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`users.id in (select owned.user_id from ${sql.table(table)} as owned where ${condition})`;
}

/**
 * Whether a user owns a row that has a text in a column. Many users may, so the list goes on in its own order: SQLite
 * would otherwise look each of them up and sort them all.
 */
function ownsPart(table: string, column: string, text: string): RawBuilder<unknown> {
  return sql`users.id || '' in (select owned.user_id from ${sql.table(table)} as owned where ${has(column, text)})`;
}

function isIn(column: string, values: readonly string[]): RawBuilder<unknown> {
  return values.length === 0 ? sql`1 = 0` : sql`(${sql.ref(column)} in (${sql.join(values)}))`;
}

/** Whether a column has a text in it, whatever its case. The signs that a pattern gives a meaning stand for themselves. */
export function has(column: string, text: string): RawBuilder<unknown> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(lower(${sql.ref(column)}) like ${pattern} escape '\\')`;
}

function hasName(text: string): RawBuilder<unknown> {
  const whole = sql`lower(coalesce(users.first_name, '') || ' ' || coalesce(users.last_name, ''))`;
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql`(${whole} like ${pattern} escape '\\')`;
}

function hasAnything(text: string): RawBuilder<unknown> {
  return sql`(${sql.join(
    [
      hasName(text),
      has('users.id', text),
      has('users.username_key', text),
      ownsPart('email_addresses', 'owned.email_key', text),
      ownsPart('phone_numbers', 'owned.phone', text),
      ownsPart('web3_wallets', 'owned.address', text),
    ],
    sql` or `,
  )})`;
}
