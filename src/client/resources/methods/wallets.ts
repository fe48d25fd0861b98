import type { Web3WalletJSON } from '../../../protocol/json/user.ts';
import { ClerkRuntimeError } from '../../errors.ts';
import type { AuthenticateWithWeb3Params } from '../types/attempt.ts';
import type { FactorParams } from '../types/factors.ts';
import type { Web3WalletResource } from '../types/identifiers.ts';
import type { SignInResource } from '../types/sign-in.ts';
import type { SignUpResource } from '../types/sign-up.ts';
import type { AttemptParts, UserParts } from '../resource-context.ts';
import { findOwned } from './find-owned.ts';

const METAMASK = 'web3_metamask_signature';

/** Signing in with a signature of a wallet. */
export const signInWithWallets = {
  authenticateWithWeb3: ({ resource }: AttemptParts<SignInResource>, params: AuthenticateWithWeb3Params) =>
    signIn(resource, params),
};

/** Signing up with a signature of a wallet. */
export const signUpWithWallets = {
  authenticateWithWeb3: ({ resource }: AttemptParts<SignUpResource>, params: AuthenticateWithWeb3Params) =>
    signUp(resource, params),
};

/** Adds a wallet to the account. It has to be verified afterwards. */
export const createWallets = {
  async createWeb3Wallet(
    parts: UserParts,
    params: { web3Wallet: string; walletName?: string },
  ): Promise<Web3WalletResource> {
    const { context, sessionId } = parts;
    const { id } = await context.call<Web3WalletJSON>('/me/web3_wallets/', { method: 'POST', body: params, sessionId });
    return findOwned(parts, `/me/web3_wallets/${id}`);
  },
};

async function signIn(
  resource: SignInResource,
  { identifier, generateSignature, strategy = METAMASK }: AuthenticateWithWeb3Params,
): Promise<SignInResource> {
  const started = await resource.create({ identifier });
  const factor = started.supportedFirstFactors?.find((each) => each.strategy === strategy);
  const prepared = factor && (await started.prepareFirstFactor(factor as FactorParams));
  const nonce = prepared?.firstFactorVerification.message;
  if (!prepared || !nonce) throw missing();
  return prepared.attemptFirstFactor({ strategy, signature: await generateSignature({ identifier, nonce }) });
}

async function signUp(
  resource: SignUpResource,
  { identifier, generateSignature, strategy = METAMASK, unsafeMetadata, legalAccepted }: AuthenticateWithWeb3Params,
): Promise<SignUpResource> {
  const started = await resource.create({ web3Wallet: identifier, unsafeMetadata, legalAccepted });
  const prepared = await started.prepareVerification({ strategy });
  const nonce = prepared.verifications.web3Wallet.message;
  if (!nonce) throw missing();
  return prepared.attemptVerification({ strategy, signature: await generateSignature({ identifier, nonce }) });
}

function missing(): ClerkRuntimeError {
  return new ClerkRuntimeError('factor_not_found', 'This wallet cannot be used here.');
}
