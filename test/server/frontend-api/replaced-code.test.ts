import assert from 'node:assert/strict';
import { it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const EMAIL = 'ada@example.com';

/** The code, and whether it is said to be one that a newer one replaced. */
const told = ({ code, body }: Answer) => [code, body.errors?.[0]?.meta?.is_replaced, body.errors?.[0]?.long_message];
const REPLACED = ['form_code_incorrect', true, 'A newer code was sent. Only the newest one works.'];
const WRONG = ['form_code_incorrect', undefined, 'The code is incorrect.'];

/** A code that is none of these. */
const other = (...codes: (string | undefined)[]) =>
  ['111111', '222222', '333333', '444444'].find((code) => !codes.includes(code)) ?? '';

onSqlite('a code that a newer one replaced', (open) => {
  const begin = async (instance: Awaited<ReturnType<typeof open>>, browser: TestBrowser) => {
    const { response } = await browser.post(SIGN_INS, { identifier: EMAIL, strategy: 'email_code' });
    const path = `${SIGN_INS}/${response.id}`;
    const { email_address_id } = response.supported_first_factors.find(
      ({ strategy }: { strategy: string }) => strategy === 'email_code',
    );
    return {
      attempt: (code = '') => browser.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code }),
      async again() {
        instance.clock.advance(60_000);
        await browser.post(`${path}/prepare_first_factor`, { strategy: 'email_code', email_address_id });
        return instance.mailbox.lastCode(EMAIL);
      },
    };
  };

  it('a replaced code gets its own error at sign-in, and the newest one works', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    const { attempt, again } = await begin(instance, instance.browser());
    const first = instance.mailbox.lastCode(EMAIL);
    const second = await again();
    const third = await again();
    assert.deepEqual(told(await attempt(first)), REPLACED);
    assert.deepEqual(told(await attempt(second)), REPLACED);
    assert.deepEqual(told(await attempt(other(first, second, third))), WRONG);
    assert.equal((await attempt(third)).response.status, 'complete');
  });

  it('a replaced code gets its own error at sign-up', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { email_address: EMAIL, password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode(EMAIL);
    instance.clock.advance(60_000);
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const wrong = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.deepEqual(told(wrong), REPLACED);
  });

  it('a replaced code is like any wrong one once it has expired, and in another attempt', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    const { attempt, again } = await begin(instance, instance.browser());
    const first = instance.mailbox.lastCode(EMAIL);
    await again();
    instance.clock.advance(60_000);
    const separate = await begin(instance, instance.browser());
    assert.deepEqual(told(await separate.attempt(first)), WRONG);
    instance.clock.advance(9 * 60_000);
    await again();
    assert.deepEqual(told(await attempt(first)), WRONG);
  });

  it('a replaced code counts as a try', async () => {
    const instance = await open();
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    const { attempt, again } = await begin(instance, instance.browser());
    const first = instance.mailbox.lastCode(EMAIL);
    const newest = await again();
    for (let tried = 0; tried < 5; tried++) assert.deepEqual(told(await attempt(first)), REPLACED);
    assert.equal((await attempt(newest)).code, 'verification_failed');
  });

  it('a replaced code gets an error of its own for an address beyond ASCII', async () => {
    const instance = await open();
    const browser = instance.browser();
    const email_address = 'ada@bücher.example';
    const { response } = await browser.post(SIGN_UPS, { email_address, password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode(email_address);
    instance.clock.advance(60_000);
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const wrong = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.deepEqual(told(wrong), REPLACED);
  });
});
