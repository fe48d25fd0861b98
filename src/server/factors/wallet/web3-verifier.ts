import { ApiError } from '../../http/errors.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { checkWalletSignature, makeWalletChallenge, type WalletTarget } from './wallet-challenge.ts';
import type { SignUpVerifier } from '../sign-up-verifiers.ts';
import { isWeb3Strategy, walletStrategies } from './web3-signature.ts';

/** A message signed with the wallet of a sign-up. */
export const web3Verifier: SignUpVerifier = {
  field: 'web3_wallet',
  handles: isWeb3Strategy,
  offer: walletStrategies,
  prepare: (services, visit, row, strategy, write) =>
    makeWalletChallenge(services, visit, targetOf(row, strategy), (tx, challengeId) =>
      write(tx, {
        wallet_challenge_id: challengeId,
        wallet_strategy: isWeb3Strategy(strategy) ? strategy : null,
      }),
    ),
  async attempt(services, visit, row, strategy) {
    const commit = await checkWalletSignature(services, visit, targetOf(row, strategy), row.wallet_challenge_id);
    return { patch: { wallet_verified: true }, commit };
  },
};

function targetOf(row: SignUpRow, strategy: string): WalletTarget {
  if (row.wallet === null) throw new ApiError('form_param_missing', { param: 'web3_wallet' });
  if (row.wallet_verified) throw new ApiError('verification_already_verified');
  return { purpose: 'sign_up', subject: row.id, clientId: row.client_id, address: row.wallet, strategy };
}
