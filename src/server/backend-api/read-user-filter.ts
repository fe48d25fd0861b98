import { ApiError } from '../http/errors.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { parsePhoneNumber } from '../identifiers/parse-phone-number.ts';
import { USER_ORDERS, type UserFilter, type UserOrder, type UserTime } from '../storage/tables/user-filter.ts';
import { Query } from './query.ts';

/** The names of the filters of users in a query. */
export const USER_FILTERS = [
  'email_address',
  'phone_number',
  'username',
  'web3_wallet',
  'user_id',
  'external_id',
  'query',
  'email_address_query',
  'phone_number_query',
  'username_query',
  'name_query',
  'banned',
  'provider',
  'provider_user_id',
  'created_at_before',
  'created_at_after',
  'last_active_at_before',
  'last_active_at_after',
  'last_active_at_since',
  'last_sign_in_at_before',
  'last_sign_in_at_after',
] as const;
const PAGING = ['limit', 'offset', 'order_by', 'starting_after'] as const;
const TIMES: readonly UserTime[] = ['created_at', 'last_active_at', 'last_sign_in_at'];
const LATEST = 8_640_000_000_000_000;

/** Reads the parameters of a list of users. */
export function readUserQuery(params: URLSearchParams): Query {
  return new Query(params, [...USER_FILTERS, ...PAGING]);
}

/** Reads the filter of a list or a count of users. */
export function readUserFilter(query: Query): UserFilter {
  const ids = signed(query.list('user_id'));
  const externalIds = signed(query.list('external_id'));
  const provider = query.text('provider');
  const providerUserIds = query.list('provider_user_id');
  if ((provider === undefined) !== (providerUserIds === undefined)) {
    throw new ApiError('form_param_missing', { param: provider === undefined ? 'provider' : 'provider_user_id' });
  }
  const account = provider !== undefined && providerUserIds ? { provider, providerUserIds } : undefined;
  const times = (end: 'before' | 'after') =>
    Object.fromEntries(
      TIMES.map((time) => [time, query.integer(`${time}_${end}`, 0, LATEST)]).filter(([, at]) => at !== undefined),
    );
  const since = query.integer('last_active_at_since', 0, LATEST);
  const filter: { [Name in keyof UserFilter]: UserFilter[Name] | undefined } = {
    userIds: ids.wanted,
    exceptUserIds: ids.excluded,
    externalIds: externalIds.wanted,
    exceptExternalIds: externalIds.excluded,
    emailKeys: query.list('email_address')?.map(keyOf),
    phones: query.list('phone_number')?.map((phone) => parsePhoneNumber(phone)?.number ?? phone),
    usernameKeys: query.list('username')?.map(keyOf),
    wallets: query.list('web3_wallet')?.map((wallet) => wallet.toLowerCase()),
    account,
    query: query.text('query'),
    emailQuery: query.text('email_address_query'),
    phoneQuery: query.text('phone_number_query'),
    usernameQuery: query.text('username_query'),
    nameQuery: query.text('name_query'),
    banned: query.boolean('banned'),
    before: times('before'),
    after: { ...(since === undefined ? {} : { last_active_at: since - 1 }), ...times('after') },
  };
  return Object.fromEntries(Object.entries(filter).filter(([, part]) => part !== undefined)) as UserFilter;
}

/** Reads `order_by`. Default: the newest user first. */
export function readUserOrder(query: Query): UserOrder {
  return query.order(USER_ORDERS);
}

/** Splits ids into those that are wanted and those that a `-` in front excludes. */
function signed(values: readonly string[] | undefined) {
  const excluded = values?.filter((value) => value.startsWith('-')).map((value) => value.slice(1));
  const wanted = values?.filter((value) => !value.startsWith('-')).map((value) => value.replace(/^\+/, ''));
  return { wanted: excluded?.length && !wanted?.length ? undefined : wanted, excluded };
}
