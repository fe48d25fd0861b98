import type { Web3WalletJSON } from '../../../protocol/json/user.ts';
import type { Web3Strategy } from '../../../protocol/strategies.ts';
import { ClerkRuntimeError } from '../../errors.ts';
import type {
  AttemptParams,
  AuthenticateWithWeb3Params,
  FactorParams,
  SignInResource,
  SignUpResource,
  WalletSignUpParams,
  Web3WalletResource,
} from '../types.ts';
import type { AttemptParts, UserParts } from '../resource-context.ts';
import { findOwned } from './find-owned.ts';

const METAMASK = 'web3_metamask_signature';

/** The strategies that have a method named after their wallet. */
const NAMED = {
  authenticateWithMetamask: METAMASK,
  authenticateWithCoinbaseWallet: 'web3_coinbase_wallet_signature',
  authenticateWithBase: 'web3_base_signature',
  authenticateWithOKXWallet: 'web3_okx_wallet_signature',
} as const satisfies Record<string, Web3Strategy>;

/** Signing in with a wallet of the page, or with a signature that the caller provides. */
export const signInWithWallets = {
  authenticateWithWeb3: ({ resource }: AttemptParts<SignInResource>, params: AuthenticateWithWeb3Params) =>
    signIn(resource, params),
  ...named((resource: SignInResource, params) => signIn(resource, params)),
};

/** Signing up with a wallet of the page, or with a signature that the caller provides. */
export const signUpWithWallets = {
  authenticateWithWeb3: ({ resource }: AttemptParts<SignUpResource>, params: AuthenticateWithWeb3Params) =>
    signUp(resource, params),
  prepareWeb3WalletVerification: ({ resource }: AttemptParts<SignUpResource>, params?: Partial<FactorParams>) =>
    resource.prepareVerification({ strategy: METAMASK, ...params }),
  attemptWeb3WalletVerification: (
    { resource }: AttemptParts<SignUpResource>,
    { signature, strategy = METAMASK }: Partial<AttemptParams>,
  ) => resource.attemptVerification({ strategy, signature }),
  ...named((resource: SignUpResource, params) => signUp(resource, params)),
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

/** Creates a method for each wallet, which finds the wallet in the page and lets it sign. */
function named<Resource>(authenticate: (resource: Resource, params: AuthenticateWithWeb3Params) => Promise<Resource>) {
  const withWallet =
    (strategy: Web3Strategy) =>
    async ({ resource }: AttemptParts<Resource>, extras: WalletSignUpParams = {}): Promise<Resource> => {
      const { signerOf } = await import('../../platform/wallets/signer.ts');
      return authenticate(resource, { ...extras, ...(await signerOf(strategy)) });
    };
  const methods = Object.entries(NAMED).map(([name, strategy]) => [name, withWallet(strategy)]);
  return Object.fromEntries(methods) as Record<keyof typeof NAMED, ReturnType<typeof withWallet>>;
}
