import assert from 'node:assert/strict';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { blankExternalAccount } from '../../src/server/storage/blank-rows.ts';
import { Authenticator } from './authenticator.ts';
import type { TestInstance } from './instance.ts';
import { enrolPasskey } from './passkey-steps.ts';
import type { Answer, TestBrowser } from './test-browser.ts';
import { createTestWallet } from './test-wallet.ts';
import { METAMASK } from './wallets.ts';

/** Settings with every sign-in method, none of which is required but the email address. */
export const EVERYTHING: Partial<ConfigInput> = {
  attributes: { phoneNumber: 'optional', web3Wallet: 'optional', username: 'optional', password: 'optional' },
  secondFactors: { totp: true, phoneCode: true },
  passkeys: { enabled: true },
  wallets: ['metamask'],
  emailLink: true,
  oauth: [{ provider: 'google', clientId: 'app', clientSecret: 'secret' }],
};

/** The primary address, a second one, and the number of {@link signUpWhole}. */
export const WHOLE_EMAIL = 'ada@example.com';
export const OTHER_EMAIL = 'b@example.com';
export const WHOLE_PHONE = '+12015550123';

/** What an account owns, by kind; the values are ids. `email` is the address that is not primary. */
export interface OwnedIds {
  email: string;
  phone: string;
  web3: string;
  passkey: string;
  external: string;
}

export interface WholeAccount {
  userId: string;
  sessionId: string;
  ids: OwnedIds;
}

/** Signs a user up who has one of everything, each verified. Moves the clock on by a minute. */
export async function signUpWhole(instance: TestInstance, browser: TestBrowser): Promise<WholeAccount> {
  const { userId, sessionId } = await instance.signUp(browser, WHOLE_EMAIL, { username: 'ada_berg' });
  instance.clock.advance(60_000);
  const email = await addCoded(instance, browser, 'email', OTHER_EMAIL);
  const phone = await addCoded(instance, browser, 'phone', WHOLE_PHONE);
  const web3 = await addWallet(browser);
  const passkey = await enrolPasskey(browser, new Authenticator());
  const external = await insertConnection(instance, userId);
  return { userId, sessionId, ids: { email, phone, web3, passkey, external } };
}

/** Adds an email address or phone number and verifies it with a code. @returns its id */
export async function addCoded(
  instance: TestInstance,
  browser: TestBrowser,
  kind: 'email' | 'phone',
  to: string,
  fields: Record<string, string> = {},
): Promise<string> {
  const name = kind === 'email' ? 'email_address' : 'phone_number';
  const path = kind === 'email' ? '/v1/me/email_addresses' : '/v1/me/phone_numbers';
  return add(browser, path, { [name]: to, ...fields }, async (_, at) => {
    await browser.post(`${at}/prepare_verification`, { strategy: `${kind}_code` });
    return { code: instance.mailbox.lastCode(to) };
  });
}

/** Adds a new wallet and verifies it. @returns its id */
export function addWallet(browser: TestBrowser): Promise<string> {
  const wallet = createTestWallet();
  return add(browser, '/v1/me/web3_wallets', { web3_wallet: wallet.address }, async (_, at) => {
    const { response } = await browser.post(`${at}/prepare_verification`, { strategy: METAMASK });
    return { strategy: METAMASK, signature: wallet.sign(response.verification.message) };
  });
}

/** Writes a connected account of the user, as an authorization at the provider would. @returns its id */
export async function insertConnection(instance: TestInstance, userId: string): Promise<string> {
  const id = 'eac_000000000000000000000000000';
  await instance.storage.insertExternalAccount({
    ...blankExternalAccount({ id, user_id: userId, provider: 'oauth_google' }, 0),
    provider_user_id: 'ada',
    email: WHOLE_EMAIL,
    email_verified: true,
    verified: true,
  });
  return id;
}

async function add(
  browser: TestBrowser,
  path: string,
  form: Record<string, string>,
  prove: (made: Answer, at: string) => Promise<Record<string, string>>,
): Promise<string> {
  const made = await browser.post(path, form);
  assert.equal(made.status, 200, made.code);
  const at = `${path}/${made.response.id}`;
  const done = await browser.post(`${at}/attempt_verification`, await prove(made, at));
  assert.equal(done.response?.verification.status, 'verified', JSON.stringify(done.body));
  return made.response.id;
}
