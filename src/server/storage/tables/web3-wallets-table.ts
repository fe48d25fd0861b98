import type { Kysely } from 'kysely';
import type { Tables, Web3WalletRow } from '../rows.ts';
import { type OwnedPatch, ownedRows } from './owned-rows.ts';

export interface Web3WalletOps {
  /** @throws {UniqueViolation} `web3_wallet` when the row is verified and another user has verified the wallet */
  insertWeb3Wallet(row: Web3WalletRow): Promise<void>;
  /** Oldest first. */
  listWeb3Wallets(userIds: readonly string[]): Promise<Web3WalletRow[]>;
  findWeb3Wallet(userId: string, id: string): Promise<Web3WalletRow | undefined>;
  /** @param address in lower case */
  findVerifiedWeb3Wallet(address: string): Promise<Web3WalletRow | undefined>;
  /**
   * Writes the columns and makes `updated_at` strictly greater.
   *
   * @throws {UniqueViolation} `web3_wallet` when the row becomes verified and another user has verified the wallet
   */
  updateWeb3Wallet(id: string, patch: OwnedPatch<Web3WalletRow>, now: number): Promise<Web3WalletRow | undefined>;
  /** Returns false when the user has no such wallet. */
  deleteWeb3Wallet(userId: string, id: string): Promise<boolean>;
}

export function web3WalletsTable(db: Kysely<Tables>): Web3WalletOps {
  const owned = ownedRows(db, 'web3_wallets');
  return {
    insertWeb3Wallet: owned.insert,
    listWeb3Wallets: owned.list,
    findWeb3Wallet: owned.find,
    updateWeb3Wallet: owned.update,
    deleteWeb3Wallet: owned.delete,
    findVerifiedWeb3Wallet: (address) =>
      db
        .selectFrom('web3_wallets')
        .selectAll()
        .where('address', '=', address)
        .where('verified', '=', true)
        .executeTakeFirst(),
  };
}
