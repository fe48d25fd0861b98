import { digestOf } from '../factors/password/digests/password-digests.ts';
import type { TotpSeeds } from '../factors/totp/totp-seeds.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { UserRow } from '../storage/rows.ts';

export interface ExportOptions {
  /** With the hashes of passwords. */
  withHashes?: boolean | undefined;
  /** With the seeds of authenticator apps. */
  withSecrets?: boolean | undefined;
}

/** A user as `users export` writes one, and `users import` reads one. */
export interface ExportedUser {
  id: string;
  external_id?: string;
  username?: string;
  first_name?: string;
  last_name?: string;
  /** The primary one first. */
  email_addresses: { email_address: string; verified: boolean }[];
  phone_numbers: {
    phone_number: string;
    verified: boolean;
    reserved_for_second_factor?: true;
    default_second_factor?: true;
  }[];
  web3_wallets: { web3_wallet: string; verified: boolean }[];
  external_accounts: object[];
  password_digest?: string;
  password_hasher?: string;
  totp_secret?: string;
  public_metadata: object;
  private_metadata: object;
  unsafe_metadata: object;
  banned: boolean;
  password_compromised?: true;
  locale?: string;
  timezone?: string;
  delete_self_enabled?: boolean;
  bypass_client_trust?: true;
  created_at: string;
  last_sign_in_at?: string;
  legal_accepted_at?: string;
}

/** Loads what belongs to a page of users, and presents them in its order. */
export async function presentUsers(
  storage: StorageOps,
  totpSeeds: TotpSeeds,
  users: readonly UserRow[],
  { withHashes = false, withSecrets = false }: ExportOptions,
): Promise<ExportedUser[]> {
  const ids = users.map(({ id }) => id);
  const [emails, phones, wallets, accounts, totps] = await Promise.all([
    storage.listEmailAddresses(ids).then(byUser),
    storage.listPhoneNumbers(ids).then(byUser),
    storage.listWeb3Wallets(ids).then(byUser),
    storage.listExternalAccounts(ids).then(byUser),
    withSecrets
      ? storage.listTotps(ids).then(byUser)
      : byUser<{ user_id: string; sealed_secret: string; verified: boolean }>([]),
  ]);
  return users.map((user) => {
    const { id } = user;
    const digest = withHashes && user.password_hash !== null ? digestOf(user.password_hash) : undefined;
    const totp = totps(id).find(({ verified }) => verified);
    const seed = totp && totpSeeds.unseal(totp.sealed_secret, id);
    return {
      id,
      ...given('external_id', user.external_id),
      ...given('username', user.username),
      ...given('first_name', user.first_name),
      ...given('last_name', user.last_name),
      email_addresses: primaryFirst(emails(id), user.primary_email_address_id).map(({ email, verified }) => ({
        email_address: email,
        verified,
      })),
      phone_numbers: primaryFirst(phones(id), user.primary_phone_number_id).map((row) => ({
        phone_number: row.phone,
        verified: row.verified,
        ...(row.reserved_for_second_factor && { reserved_for_second_factor: true as const }),
        ...(row.default_second_factor && { default_second_factor: true as const }),
      })),
      web3_wallets: primaryFirst(wallets(id), user.primary_web3_wallet_id).map(({ address, verified }) => ({
        web3_wallet: address,
        verified,
      })),
      // An account that the provider has not answered for yet is none.
      external_accounts: accounts(id).flatMap((row) =>
        row.provider_user_id === null || !row.verified
          ? []
          : [
              {
                provider: row.provider,
                provider_user_id: row.provider_user_id,
                email_address: row.email,
                email_verified: row.email_verified,
                ...given('first_name', row.first_name),
                ...given('last_name', row.last_name),
                ...given('username', row.username),
                ...given('image_url', row.image_url || null),
              },
            ],
      ),
      ...(digest && { password_digest: digest.digest, password_hasher: digest.hasher }),
      ...given('totp_secret', seed ?? null),
      public_metadata: JSON.parse(user.public_metadata) as object,
      private_metadata: JSON.parse(user.private_metadata) as object,
      unsafe_metadata: JSON.parse(user.unsafe_metadata) as object,
      banned: user.banned,
      ...(user.password_compromised && { password_compromised: true as const }),
      ...given('locale', user.locale),
      ...given('timezone', user.timezone),
      ...given('delete_self_enabled', user.delete_self_enabled),
      ...(user.bypass_client_trust && { bypass_client_trust: true as const }),
      created_at: new Date(user.created_at).toISOString(),
      ...given('last_sign_in_at', timeOf(user.last_sign_in_at)),
      ...given('legal_accepted_at', timeOf(user.legal_accepted_at)),
    };
  });
}

/** Groups rows by their owner, in their order. */
function byUser<Row extends { user_id: string }>(rows: readonly Row[]): (userId: string) => Row[] {
  const groups = Map.groupBy(rows, ({ user_id }) => user_id);
  return (userId) => groups.get(userId) ?? [];
}

function primaryFirst<Row extends { id: string }>(rows: readonly Row[], id: string | null): Row[] {
  return [...rows.filter((row) => row.id === id), ...rows.filter((row) => row.id !== id)];
}

function given<Name extends string, T>(name: Name, value: T | null): { [K in Name]?: T } {
  return (value === null ? {} : { [name]: value }) as { [K in Name]?: T };
}

function timeOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
