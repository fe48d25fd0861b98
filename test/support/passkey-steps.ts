import assert from 'node:assert/strict';
import type { Authenticator, Lies } from './authenticator.ts';
import type { Answer, TestBrowser } from './test-browser.ts';

const PASSKEYS = '/v1/me/passkeys';
const SIGN_INS = '/v1/client/sign_ins';

/** Creates a passkey for the signed-in user. @returns its id */
export async function enrolPasskey(browser: TestBrowser, authenticator: Authenticator): Promise<string> {
  const { response } = await browser.post(PASSKEYS);
  const form = { strategy: 'passkey', public_key_credential: authenticator.create(response.verification.nonce) };
  const done = await browser.post(`${PASSKEYS}/${response.id}/attempt_verification`, form);
  assert.equal(done.status, 200, done.code);
  return response.id;
}

/** Starts a sign-in with a passkey, without an identifier. */
export async function beginPasskey(browser: TestBrowser): Promise<{ id: string; nonce: string }> {
  const { response, code } = await browser.post(SIGN_INS, { strategy: 'passkey' });
  assert.equal(code, undefined);
  return { id: response.id, nonce: response.first_factor_verification.nonce };
}

/** Sends the credential that answers the challenge of a sign-in. */
export function answerPasskey(browser: TestBrowser, id: string, credential: string): Promise<Answer> {
  const form = { strategy: 'passkey', public_key_credential: credential };
  return browser.post(`${SIGN_INS}/${id}/attempt_first_factor`, form);
}

/** Signs in with the passkey alone. */
export async function signInByPasskey(
  browser: TestBrowser,
  authenticator: Authenticator,
  lies: Lies = {},
): Promise<Answer> {
  const { id, nonce } = await beginPasskey(browser);
  return answerPasskey(browser, id, authenticator.get(nonce, lies));
}
