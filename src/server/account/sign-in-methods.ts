import { nameOfConnection } from '../factors/oauth/linked-account.ts';
import { maskPhoneNumber } from '../identifiers/mask.ts';
import { toChecksumAddress } from '../identifiers/wallets.ts';
import type { Services } from '../services.ts';
import type { SignedIn } from '../sessions/signed-in.ts';
import type { SuspendedMethod } from '../delivery/port.ts';
import type { AddedOn } from '../storage/rows.ts';

/** Something that lets its owner in without another method, or that a password reset has switched off. */
export interface SignInMethod {
  kind: SuspendedMethod['kind'] | 'password';
  /** Id of the address, number, wallet, account or passkey; of a password, that of the user. */
  id: string;
  /** An address, a masked number, the name of a passkey or provider; null for a password. */
  name: string | null;
  /** Milliseconds since the epoch. */
  addedAt: number;
  /** The browser it was added with; null when unknown. */
  addedOn: AddedOn | null;
  /** Milliseconds since the epoch; null when unknown. */
  lastUsedAt: number | null;
  /** Suspended methods let nobody in until their owner verifies them. */
  status: 'verified' | 'suspended';
}

/** Columns that all these rows have. */
interface MethodRow {
  id: string;
  verified: boolean;
  suspended_at: number | null;
  added_on: string | null;
  created_at: number;
  last_used_at?: number | null;
}

/**
 * Lists every way into the account of the signed-in user, oldest first, with those that a password reset has switched
 * off. What was never verified is left out, and so are second factors, which let nobody in alone.
 */
export async function listSignInMethods(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  { user }: SignedIn,
): Promise<SignInMethod[]> {
  const ids = [user.id];
  const [emails, phones, wallets, accounts, passkeys] = await Promise.all([
    storage.listEmailAddresses(ids),
    storage.listPhoneNumbers(ids),
    storage.listWeb3Wallets(ids),
    storage.listExternalAccounts(ids),
    storage.listPasskeys(ids),
  ]);
  const firstFactors = phones.filter((phone) => !phone.reserved_for_second_factor);
  const methods = [
    ...emails.map((row) => methodOf('email_address', row.email, row)),
    ...firstFactors.map((row) => methodOf('phone_number', maskPhoneNumber(row.phone), row)),
    ...wallets.map((row) => methodOf('web3_wallet', toChecksumAddress(row.address), row)),
    ...accounts.map((row) => methodOf('external_account', nameOfConnection(config, row), row)),
    ...passkeys.map((row) => methodOf('passkey', row.name, row)),
  ].filter((method) => method !== undefined);
  if (user.password_hash !== null) {
    const addedAt = user.password_updated_at ?? user.created_at;
    methods.push({
      kind: 'password',
      id: user.id,
      name: null,
      addedAt,
      addedOn: null,
      lastUsedAt: null,
      status: 'verified',
    });
  }
  return methods.sort((a, b) => a.addedAt - b.addedAt);
}

function methodOf(kind: SignInMethod['kind'], name: string, row: MethodRow): SignInMethod | undefined {
  if (!row.verified && row.suspended_at === null) return undefined;
  return {
    kind,
    id: row.id,
    name,
    addedAt: row.created_at,
    addedOn: row.added_on === null ? null : (JSON.parse(row.added_on) as AddedOn),
    lastUsedAt: row.last_used_at ?? null,
    status: row.verified ? 'verified' : 'suspended',
  };
}
