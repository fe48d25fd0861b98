import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow, Web3WalletRow } from '../../storage/rows.ts';
import type { Account } from '../../users/account.ts';
import type { FactorContext, FirstFactor } from '../factor.ts';
import { requireField } from '../factor-input.ts';
import type { SignUpVerifier } from '../sign-up-verifiers.ts';
import { createWalletChallenge, verifyWalletSignature, type WalletTarget } from './wallet-challenge.ts';

/** The signature of a message with the wallet that identifies the account. */
export const web3Signature: FirstFactor = {
  handles: isWeb3Strategy,
  offer(config, account, level) {
    const wallet = level === 'first' ? targetWallet(account) : undefined;
    if (!wallet) return [];
    return walletStrategies(config).map((strategy) => ({ strategy, web3_wallet_id: wallet.id, primary: true }));
  },
  async prepare(services, actor, attempt) {
    await createWalletChallenge(services, actor, targetOf(attempt), (tx, challengeId) =>
      attempt.attach(tx, { challengeId }),
    );
    return {};
  },
  async attempt(services, actor, attempt, input) {
    const target = targetOf(attempt);
    const signature = requireField(input.signature, 'signature');
    return { commit: await verifyWalletSignature(services, actor, target, attempt.challengeId, signature) };
  },
};

/** The signature of a message with the wallet of a sign-up. */
export const web3Verifier: SignUpVerifier = {
  field: 'web3_wallet',
  handles: isWeb3Strategy,
  offer: walletStrategies,
  async prepare(services, actor, { row, strategy, attach }) {
    await createWalletChallenge(services, actor, signUpTarget(row, strategy), (tx, challengeId) =>
      attach(tx, {
        wallet_challenge_id: challengeId,
        wallet_strategy: isWeb3Strategy(strategy) ? strategy : null,
      }),
    );
    return {};
  },
  async attempt(services, actor, { row, strategy }, input) {
    const target = signUpTarget(row, strategy);
    const signature = requireField(input.signature, 'signature');
    const commit = await verifyWalletSignature(services, actor, target, row.wallet_challenge_id, signature);
    return { patch: { wallet_verified: true }, commit };
  },
};

/** Returns the strategies of the instance. All wallets sign the same way, so an account can use each of them. */
export function walletStrategies({ wallets, attributes }: Services['config']): Web3Strategy[] {
  return attributes.web3Wallet === 'off' ? [] : wallets.map((name): Web3Strategy => `web3_${name}_signature`);
}

function isWeb3Strategy(name: string): name is Web3Strategy {
  return /^web3_[a-z_]{1,40}_signature$/.test(name);
}

/**
 * Returns the typed wallet. A person who knows an email address must not learn from the message which wallet belongs to
 * it. Users who are signed in know their own wallets.
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

function signUpTarget(row: SignUpRow, strategy: string): WalletTarget {
  if (row.wallet === null) throw new ApiError('form_param_missing', { param: 'web3_wallet' });
  if (row.wallet_verified) throw new ApiError('verification_already_verified');
  return { purpose: 'sign_up', subject: row.id, clientId: row.client_id, address: row.wallet, strategy };
}
