import assert from 'node:assert/strict';
import type { ConfigInput } from '../../src/server/config/config.ts';
import type { TestInstance } from './instance.ts';
import type { TestBrowser } from './test-browser.ts';

export const PHONE = '+12015550123';

/** Settings for accounts that have only a phone number. */
export const PHONE_ONLY: Partial<ConfigInput> = {
  attributes: { emailAddress: 'off', phoneNumber: 'required', username: 'off', password: 'off' },
};

/** Signs up a new user with a phone number and its code. */
export async function signUpWithPhone(
  instance: TestInstance,
  browser: TestBrowser,
  phone = PHONE,
  fields: Record<string, string> = {},
): Promise<{ userId: string; sessionId: string }> {
  const { response } = await browser.post('/v1/client/sign_ups', { phone_number: phone, ...fields });
  const path = `/v1/client/sign_ups/${response.id}`;
  assert.equal((await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' })).status, 200);
  const form = { strategy: 'phone_code', code: instance.mailbox.lastCode(phone) };
  const done = await browser.post(`${path}/attempt_verification`, form);
  assert.equal(done.response?.status, 'complete', JSON.stringify(done.body));
  return { userId: done.response.created_user_id, sessionId: done.response.created_session_id };
}

/** Reserves a phone number for the second factor of an account that signed up with an email address. */
export async function addSecondPhone(instance: TestInstance, browser: TestBrowser, phone = PHONE): Promise<string> {
  const form = { phone_number: phone, reserved_for_second_factor: 'true' };
  const { response } = await browser.post('/v1/me/phone_numbers/', form);
  const path = `/v1/me/phone_numbers/${response.id}`;
  assert.equal((await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' })).status, 200);
  const done = await browser.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode(phone) });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  return response.id;
}
