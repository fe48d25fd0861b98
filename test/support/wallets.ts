import type { ConfigInput } from '../../src/server/config/config.ts';
import type { Answer, TestBrowser } from './test-browser.ts';
import type { TestWallet } from './test-wallet.ts';

export const METAMASK = 'web3_metamask_signature';

/** Settings for accounts that need only a wallet. */
export const WALLET_ONLY: Partial<ConfigInput> = {
  wallets: ['metamask', 'coinbase_wallet', 'base', 'okx_wallet'],
  attributes: { emailAddress: 'off', password: 'off', web3Wallet: 'required' },
};

/** Settings for accounts that have an email address and may have a wallet. */
export const WALLET_TOO: Partial<ConfigInput> = {
  wallets: ['metamask', 'okx_wallet'],
  attributes: { web3Wallet: 'optional', username: 'optional' },
};

/** A sign-up or sign-in with a message for the wallet to sign. */
export interface PreparedWallet {
  path: string;
  message: string;
  nonce: string;
  attempt(signature: string, fields?: Record<string, string>): Promise<Answer>;
}

export async function prepareSignUp(browser: TestBrowser, wallet: TestWallet, fields = {}): Promise<PreparedWallet> {
  const { response } = await browser.post('/v1/client/sign_ups', { web3_wallet: wallet.address, ...fields });
  const path = `/v1/client/sign_ups/${response.id}`;
  const prepared = await browser.post(`${path}/prepare_verification`, { strategy: METAMASK });
  const { message, nonce } = prepared.response.verifications.web3_wallet;
  return {
    path,
    message,
    nonce,
    attempt: (signature, more = {}) =>
      browser.post(`${path}/attempt_verification`, { strategy: METAMASK, signature, ...more }),
  };
}

export async function prepareSignIn(
  browser: TestBrowser,
  wallet: TestWallet,
  strategy = METAMASK,
): Promise<PreparedWallet> {
  const { response } = await browser.post('/v1/client/sign_ins', { identifier: wallet.address });
  const path = `/v1/client/sign_ins/${response.id}`;
  const [factor] = response.supported_first_factors;
  const form = { strategy, web3_wallet_id: factor.web3_wallet_id };
  const prepared = await browser.post(`${path}/prepare_first_factor`, form);
  const { message, nonce } = prepared.response.first_factor_verification;
  return {
    path,
    message,
    nonce,
    attempt: (signature, more = {}) => browser.post(`${path}/attempt_first_factor`, { strategy, signature, ...more }),
  };
}

/** Signs up a new user whose only sign-in method is the wallet. */
export async function signUpWithWallet(browser: TestBrowser, wallet: TestWallet): Promise<Answer> {
  const { message, attempt } = await prepareSignUp(browser, wallet);
  return attempt(wallet.sign(message));
}
