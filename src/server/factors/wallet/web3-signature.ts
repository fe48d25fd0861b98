import { ApiError } from '../../http/errors.ts';
import type { Web3Strategy } from '../../../protocol/strategies.ts';
import type { Services } from '../../services.ts';
import type { Web3WalletRow } from '../../storage/rows.ts';
import { checkWalletSignature, makeWalletChallenge, type WalletTarget } from './wallet-challenge.ts';
import type { FactorContext, FirstFactor } from '../factor.ts';
import type { Account } from '../../users/account.ts';

/** A message of the server, signed with the wallet that names the account. */
export const web3Signature: FirstFactor = {
  handles: isWeb3Strategy,
  offer(config, account, level) {
    const wallet = level === 'first' ? targetWallet(account) : undefined;
    if (!wallet) return [];
    return walletStrategies(config).map((strategy) => ({ strategy, web3_wallet_id: wallet.id, primary: true }));
  },
  prepare: (services, visit, ceremony) =>
    makeWalletChallenge(services, visit, targetOf(ceremony), (tx, challengeId) => ceremony.attach(tx, { challengeId })),
  attempt: async (services, visit, ceremony) => ({
    commit: await checkWalletSignature(services, visit, targetOf(ceremony), ceremony.challengeId),
  }),
};

/** Those the instance has switched on. Every wallet signs the same way, so an account can use any of them. */
export function walletStrategies({ wallets, attributes }: Services['config']): Web3Strategy[] {
  return attributes.web3Wallet === 'off' ? [] : wallets.map((name): Web3Strategy => `web3_${name}_signature`);
}

export function isWeb3Strategy(name: string): name is Web3Strategy {
  return /^web3_[a-z_]{1,40}_signature$/.test(name);
}

/**
 * The wallet that was named. Whoever knows an e-mail address does not learn which wallet belongs to it: the message
 * would tell. Who is signed in knows their own.
 */
function targetWallet({ user, wallets, typedWallet, isSignedIn }: Account): Web3WalletRow | undefined {
  if (typedWallet || !isSignedIn) return typedWallet;
  return wallets.find(({ id }) => id === user.primary_web3_wallet_id) ?? wallets[0];
}

function targetOf({ purpose, subject, clientId, account, strategy }: FactorContext): WalletTarget {
  const wallet = account && targetWallet(account);
  if (!wallet) throw new ApiError('verification_missing');
  return { purpose, subject, clientId, address: wallet.address, strategy };
}
