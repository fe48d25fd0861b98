import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Authenticator } from '../../support/authenticator.ts';
import { onEachStorage } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { answerPasskey, beginPasskey, enrolPasskey, signInByPasskey } from '../../support/passkey-steps.ts';
import { newestCode } from '../../support/second-factors.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';
import { createTestWallet } from '../../support/test-wallet.ts';
import { METAMASK } from '../../support/wallets.ts';

const SIGN_INS = '/v1/client/sign_ins';
const EMAIL = 'ada@example.com';
const INTRUDER = 'mallory@evil.example';
const PHONE = '+12015550123';
const NEW = 'another plain long phrase';

interface Scene {
  instance: TestInstance;
  /** Signed in to the account that the owner is about to take back. */
  intruder: TestBrowser;
  /** Of a passkey of the account. */
  authenticator: Authenticator;
}

/** Makes ready, and answers the request that is judged before the reset and written after it. */
const REQUESTS: Record<string, (scene: Scene) => Promise<() => Promise<Answer>>> = {
  'a sign-in with the old password':
    async ({ instance }) =>
    () =>
      instance.browser().post(SIGN_INS, { identifier: EMAIL, password: PASSWORD }),
  'a sign-in with a passkey': async ({ instance, authenticator }) => {
    const browser = instance.browser();
    const { id, nonce } = await beginPasskey(browser);
    return () => answerPasskey(browser, id, authenticator.get(nonce));
  },
  'a new passkey': async ({ intruder }) => {
    const { response } = await intruder.post('/v1/me/passkeys');
    const public_key_credential = new Authenticator().create(response.verification.nonce);
    const form = { strategy: 'passkey', public_key_credential };
    return () => intruder.post(`/v1/me/passkeys/${response.id}/attempt_verification`, form);
  },
  'a new address': async ({ instance, intruder }) => {
    const { response } = await intruder.post('/v1/me/email_addresses', { email_address: INTRUDER });
    const path = `/v1/me/email_addresses/${response.id}`;
    await intruder.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    return () => intruder.post(`${path}/attempt_verification`, { code: newestCode(instance, INTRUDER) });
  },
  'a new number': async ({ instance, intruder }) => {
    const { response } = await intruder.post('/v1/me/phone_numbers', { phone_number: PHONE });
    const path = `/v1/me/phone_numbers/${response.id}`;
    await intruder.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    return () => intruder.post(`${path}/attempt_verification`, { code: newestCode(instance, PHONE) });
  },
  'a new wallet': async ({ intruder }) => {
    const wallet = createTestWallet();
    const added = await intruder.post('/v1/me/web3_wallets', { web3_wallet: wallet.address });
    const path = `/v1/me/web3_wallets/${added.response.id}`;
    const { response } = await intruder.post(`${path}/prepare_verification`, { strategy: METAMASK });
    const signature = wallet.sign(response.verification.message);
    return () => intruder.post(`${path}/attempt_verification`, { signature });
  },
  'a change of the password':
    async ({ intruder }) =>
    () =>
      intruder.post('/v1/me/change_password', {
        current_password: PASSWORD,
        new_password: 'the long phrase of an intruder',
      }),
};

onEachStorage('what was judged before a reset of the password and would be written after it', (open) => {
  for (const [name, prepare] of Object.entries(REQUESTS)) {
    it(`a check before a password reset does not count after it: ${name}`, async () => {
      let between: (() => Promise<void>) | undefined;
      const instance = await open({
        config: {
          attributes: { phoneNumber: 'optional', web3Wallet: 'optional' },
          passkeys: { enabled: true },
          wallets: ['metamask'],
        },
        wrapStorage: (storage) => ({
          ...storage,
          async transaction(work) {
            const first = between;
            between = undefined;
            await first?.();
            return storage.transaction(work);
          },
        }),
      });
      const intruder = instance.browser();
      const { userId } = await instance.signUp(intruder, EMAIL);
      const authenticator = new Authenticator();
      await enrolPasskey(intruder, authenticator);
      instance.clock.advance(60_000);
      const request = await prepare({ instance, intruder, authenticator });
      between = () => reset(instance);
      const answer = await request();
      assert.equal(between, undefined, 'The reset came in between.');
      assert.equal(answer.code, 'client_state_invalid');
      const live = await instance.storage.listUserSessions(userId, instance.clock.now());
      assert.equal(live.length, 1, 'Only the owner is signed in.');
      const rows = await Promise.all([
        instance.storage.listEmailAddresses([userId]),
        instance.storage.listPhoneNumbers([userId]),
        instance.storage.listWeb3Wallets([userId]),
        instance.storage.listPasskeys([userId]),
      ]);
      const verified = rows.flat().filter((row) => row.verified);
      assert.deepEqual(
        verified.map((row) => 'email' in row && row.email),
        [EMAIL],
      );
      const back = await instance.browser().post(SIGN_INS, { identifier: EMAIL, password: NEW });
      assert.equal(back.response?.status, 'complete');
      assert.equal((await signInByPasskey(instance.browser(), authenticator)).code, 'passkey_not_registered');
    });
  }
});

async function reset(instance: TestInstance): Promise<void> {
  instance.clock.advance(1_000);
  const owner = instance.browser();
  const strategy = 'reset_password_email_code';
  const { response } = await owner.post(SIGN_INS, { identifier: EMAIL, strategy });
  const path = `${SIGN_INS}/${response.id}`;
  await owner.post(`${path}/attempt_first_factor`, { strategy, code: newestCode(instance, EMAIL) });
  const done = await owner.post(`${path}/reset_password`, { password: NEW });
  assert.equal(done.status, 200, JSON.stringify(done.body));
}
