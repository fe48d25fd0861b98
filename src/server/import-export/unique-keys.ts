import type { AccountRows, Owners, UniqueKeys } from '../storage/tables/bulk-accounts-table.ts';

/** A value that only one user can have, and what it is for people. */
interface Claim {
  what: string;
  key: string;
}

/** Lists the values of an account that nobody else can have. */
function claimsOf({ user, emails, phones, wallets, externalAccounts }: AccountRows): Claim[] {
  const claim = (what: string, value: string | null) => (value === null ? [] : [{ what, key: `${what} ${value}` }]);
  return [
    ...claim('id', user.id),
    ...claim('external id', user.external_id),
    ...claim('username', user.username_key),
    ...emails.flatMap((row) => (row.verified ? claim('email address', row.email_key) : [])),
    ...phones.flatMap((row) => (row.verified ? claim('phone number', row.phone) : [])),
    ...wallets.flatMap((row) => (row.verified ? claim('wallet', row.address) : [])),
    ...externalAccounts.flatMap((row) => claim('connected account', `${row.provider} ${row.provider_user_id}`)),
  ];
}

function claimsOfOwners({ users, emails, phones, wallets, externalAccounts }: Owners): Map<string, string> {
  const owned: [string, string][] = [
    ...users.flatMap(({ id, external_id, username_key }): [string, string][] => [
      [`id ${id}`, id],
      [`external id ${external_id}`, id],
      [`username ${username_key}`, id],
    ]),
    ...emails.map((row): [string, string] => [`email address ${row.email_key}`, row.user_id]),
    ...phones.map((row): [string, string] => [`phone number ${row.phone}`, row.user_id]),
    ...wallets.map((row): [string, string] => [`wallet ${row.address}`, row.user_id]),
    ...externalAccounts.map((row): [string, string] => [
      `connected account ${row.provider} ${row.provider_user_id}`,
      row.user_id,
    ]),
  ];
  return new Map(owned);
}

/** Lists what to look up for accounts. */
export function keysOf(accounts: readonly AccountRows[]): UniqueKeys {
  const present = (values: readonly (string | null)[]): string[] => values.filter((value) => value !== null);
  const users = accounts.map(({ user }) => user);
  return {
    userIds: users.map(({ id }) => id),
    externalIds: present(users.map(({ external_id }) => external_id)),
    usernameKeys: present(users.map(({ username_key }) => username_key)),
    emailKeys: accounts.flatMap(({ emails }) => emails.map(({ email_key }) => email_key)),
    phones: accounts.flatMap(({ phones }) => phones.map(({ phone }) => phone)),
    wallets: accounts.flatMap(({ wallets }) => wallets.map(({ address }) => address)),
    providerUserIds: present(
      accounts.flatMap(({ externalAccounts }) => externalAccounts.map(({ provider_user_id }) => provider_user_id)),
    ),
  };
}

/** Finds accounts that cannot be created, since somebody has a value of theirs. */
export class Claims {
  readonly #taken: Map<string, string>;

  /** @param owners who has values already */
  constructor(owners: Owners) {
    this.#taken = claimsOfOwners(owners);
  }

  /**
   * Claims the values of an account, unless one of them is taken.
   *
   * @param line of the file
   * @returns why it cannot be created; undefined when it can
   */
  claim(account: AccountRows, line: number): string | undefined {
    const claims = claimsOf(account);
    for (const { what, key } of claims) {
      const owner = this.#taken.get(key);
      if (owner !== undefined && owner !== account.user.id) return `its ${what} belongs to ${owner}`;
    }
    for (const { key } of claims) this.#taken.set(key, `the user of line ${line}`);
    return undefined;
  }
}
