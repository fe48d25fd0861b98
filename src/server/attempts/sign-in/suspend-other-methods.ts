import type { SuspendedMethod } from '../../delivery/port.ts';
import type { Wording } from '../../delivery/wording.ts';
import { nameOfConnection } from '../../factors/oauth/linked-account.ts';
import { maskPhoneNumber } from '../../identifiers/mask.ts';
import type { Services } from '../../services.ts';
import { describeAddedOn } from '../../sessions/device.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { toChecksumAddress } from '../../identifiers/wallets.ts';

/** What a password reset suspended, and the addresses that are told. */
export interface Suspension {
  methods: readonly SuspendedMethod[];
  /** Addresses that were verified before. */
  emails: readonly string[];
}

/**
 * Suspends all sign-in methods except the address or number that was proven just now, because an attacker who knew the
 * old password may have added any of them. They lose their verification, so no one can sign in with them, and their
 * owner verifies each like a new one. Pending codes and links for them are dead. Second factors stay: they let no one
 * in alone, and without them an attacker who reads the mail would have less to prove.
 *
 * @param provenBy key of the address, or the number in E.164
 * @param wording of the owner's language
 */
export async function suspendOtherMethods(
  { config }: Pick<Services, 'config'>,
  tx: StorageOps,
  userId: string,
  provenBy: string | undefined,
  now: number,
  wording: Wording,
): Promise<Suspension> {
  const ids = [userId];
  const methods: SuspendedMethod[] = [];
  const switchedOff = (row: { verified: boolean }) => ({ verified: false, ...(row.verified && { suspended_at: now }) });
  const note = (
    kind: SuspendedMethod['kind'],
    name: string,
    row: { created_at: number; added_on: string | null; last_used_at?: number | null },
  ) =>
    methods.push({
      kind,
      name,
      addedAt: row.created_at,
      addedOn: describeAddedOn(wording, row.added_on),
      lastUsedAt: row.last_used_at ?? null,
    });

  const emails = await tx.listEmailAddresses(ids);
  for (const row of emails.filter(({ email_key }) => email_key !== provenBy)) {
    await tx.updateEmailAddress(row.id, { ...switchedOff(row), code_id: null, challenge_id: null }, now);
    if (row.verified) note('email_address', row.email, row);
  }
  const phones = await tx.listPhoneNumbers(ids);
  for (const row of phones.filter(
    ({ phone, reserved_for_second_factor }) => phone !== provenBy && !reserved_for_second_factor,
  )) {
    await tx.updatePhoneNumber(row.id, { ...switchedOff(row), code_id: null }, now);
    if (row.verified) note('phone_number', maskPhoneNumber(row.phone), row);
  }
  for (const row of await tx.listWeb3Wallets(ids)) {
    await tx.updateWeb3Wallet(row.id, { ...switchedOff(row), challenge_id: null }, now);
    if (row.verified) note('web3_wallet', toChecksumAddress(row.address), row);
  }
  for (const row of await tx.listExternalAccounts(ids)) {
    await tx.updateExternalAccount(row.id, { ...switchedOff(row), challenge_id: null }, now);
    if (row.verified) note('external_account', nameOfConnection(config, row), row);
  }
  for (const row of await tx.listPasskeys(ids)) {
    await tx.updatePasskey(row.id, { ...switchedOff(row), challenge_id: null }, now);
    if (row.verified) note('passkey', row.name, row);
  }
  const proven = {
    email: emails.find((row) => row.email_key === provenBy),
    phone: phones.find((row) => row.phone === provenBy),
  };
  await tx.updateUser(
    userId,
    {
      primary_email_address_id: proven.email?.id ?? null,
      primary_phone_number_id: proven.phone?.id ?? null,
      primary_web3_wallet_id: null,
    },
    now,
  );
  const verified = emails.filter((row) => row.verified).map((row) => row.email);
  return { methods, emails: proven.email ? [proven.email.email] : verified };
}
