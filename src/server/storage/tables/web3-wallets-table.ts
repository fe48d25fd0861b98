import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { ownedRows } from './owned-rows.ts';

type Web3WalletOps = Pick<
  StorageOps,
  | 'insertWeb3Wallet'
  | 'listWeb3Wallets'
  | 'findWeb3Wallet'
  | 'findVerifiedWeb3Wallet'
  | 'updateWeb3Wallet'
  | 'deleteWeb3Wallet'
>;

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
