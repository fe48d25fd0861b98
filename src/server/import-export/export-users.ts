import { stringify } from 'csv-stringify/sync';
import type { Services } from '../services.ts';
import { guardCell } from './csv-cells.ts';
import { type ExportedUser, type ExportOptions, presentUsers } from './present-record.ts';

export type ExportFormat = 'json' | 'csv';

const PAGE = 200;

/** The columns of a CSV file: those of Clerk's dashboard, in its order, and then what else there is. */
const COLUMNS: Readonly<Record<string, (user: ExportedUser) => unknown>> = {
  id: ({ id }) => id,
  first_name: (user) => user.first_name,
  last_name: (user) => user.last_name,
  username: (user) => user.username,
  primary_email_address: (user) => user.email_addresses[0]?.email_address,
  primary_phone_number: (user) => user.phone_numbers.find((phone) => !phone.reserved_for_second_factor)?.phone_number,
  verified_email_addresses: (user) => listOf(user.email_addresses, 'email_address', true),
  unverified_email_addresses: (user) => listOf(user.email_addresses, 'email_address', false),
  verified_phone_numbers: (user) => listOf(user.phone_numbers, 'phone_number', true),
  unverified_phone_numbers: (user) => listOf(user.phone_numbers, 'phone_number', false),
  totp_secret: (user) => user.totp_secret,
  password_digest: (user) => user.password_digest,
  password_hasher: (user) => user.password_hasher,
  external_id: (user) => user.external_id,
  phone_numbers: (user) =>
    user.phone_numbers.some((phone) => phone.reserved_for_second_factor) ? user.phone_numbers : '',
  web3_wallets: (user) => filled(user.web3_wallets),
  external_accounts: (user) => filled(user.external_accounts),
  public_metadata: (user) => filled(user.public_metadata),
  private_metadata: (user) => filled(user.private_metadata),
  unsafe_metadata: (user) => filled(user.unsafe_metadata),
  banned: (user) => textOf(user.banned),
  password_compromised: (user) => textOf(user.password_compromised),
  locale: (user) => user.locale,
  timezone: (user) => user.timezone,
  delete_self_enabled: (user) => textOf(user.delete_self_enabled),
  bypass_client_trust: (user) => textOf(user.bypass_client_trust),
  created_at: (user) => user.created_at,
  last_sign_in_at: (user) => user.last_sign_in_at,
  legal_accepted_at: (user) => user.legal_accepted_at,
};

/**
 * Writes all users, a page at a time, in the order of their ids.
 *
 * @yields text of the file: a JSON object per line, or CSV
 */
export async function* exportUsers(
  { storage, totpSeeds }: Pick<Services, 'storage' | 'totpSeeds'>,
  format: ExportFormat,
  options: ExportOptions = {},
): AsyncGenerator<{ text: string; users: number }> {
  if (format === 'csv') yield { text: stringify([Object.keys(COLUMNS)]), users: 0 };
  for (let last = ''; ; ) {
    const rows = await storage.listUsersBehind(last, PAGE);
    const users = await presentUsers(storage, totpSeeds, rows, options);
    const text =
      format === 'csv' ? stringify(users.map(cellsOf)) : users.map((user) => `${JSON.stringify(user)}\n`).join('');
    yield { text, users: users.length };
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.id ?? '';
  }
}

function cellsOf(user: ExportedUser): string[] {
  return Object.values(COLUMNS).map((read) => {
    const value = read(user) ?? '';
    return guardCell(typeof value === 'string' ? value : JSON.stringify(value));
  });
}

function listOf<Name extends string>(
  list: readonly ({ verified: boolean } & Record<Name, string>)[],
  name: Name,
  verified: boolean,
): string {
  return list.flatMap((one) => (one.verified === verified ? [one[name]] : [])).join(',');
}

function textOf(flag: boolean | undefined): string {
  return flag === undefined ? '' : String(flag);
}

/** What is empty has no cell. */
function filled(value: object): object | '' {
  return Object.keys(value).length === 0 ? '' : value;
}
