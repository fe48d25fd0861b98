import type { OwnerNotice } from '../events/domain-events.ts';
import { maskPhoneNumber } from '../identifiers/mask.ts';
import type { UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { UserPatch } from '../storage/tables/users-table.ts';
import { shortenWallet } from './web3-wallet.ts';

/**
 * Returns what the owner is told of a change of the user: a new username, and new primary identifiers. A new primary
 * email address is told to the old one too, which a thief does not read.
 *
 * @param before the user before the change
 */
export async function noticesOfUpdate(tx: StorageOps, before: UserRow, patch: UserPatch): Promise<OwnerNotice[]> {
  const notices: OwnerNotice[] = [];
  const { username } = patch;
  if (username !== undefined && username !== before.username) {
    const kind = username === null ? 'username_removed' : 'username_changed';
    notices.push({ kind, item: username ?? before.username ?? '' });
  }
  const { id } = before;
  const emailId = changed(before, patch, 'primary_email_address_id');
  const email = emailId && (await tx.findEmailAddress(id, emailId));
  if (email) {
    const old = await tx.findEmailAddress(id, before.primary_email_address_id ?? '');
    const copyTo = old ? [old.email] : [];
    notices.push({ kind: 'primary_email_address_changed', item: email.email, copyTo });
  }
  const phoneId = changed(before, patch, 'primary_phone_number_id');
  const phone = phoneId && (await tx.findPhoneNumber(id, phoneId));
  if (phone) notices.push({ kind: 'primary_phone_number_changed', item: maskPhoneNumber(phone.phone) });
  const walletId = changed(before, patch, 'primary_web3_wallet_id');
  const wallet = walletId && (await tx.findWeb3Wallet(id, walletId));
  if (wallet) notices.push({ kind: 'primary_wallet_changed', item: shortenWallet(wallet) });
  return notices;
}

type Primary = 'primary_email_address_id' | 'primary_phone_number_id' | 'primary_web3_wallet_id';

/** Returns the id that a column changes to; undefined when it stays. */
function changed(before: UserRow, patch: UserPatch, column: Primary): string | undefined {
  const id = patch[column];
  return id && id !== before[column] ? id : undefined;
}
