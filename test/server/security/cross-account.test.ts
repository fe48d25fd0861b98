import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Authenticator } from '../../support/authenticator.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { enrolPasskey } from '../../support/passkey-steps.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';
import { createTestWallet } from '../../support/test-wallet.ts';
import { METAMASK } from '../../support/wallets.ts';
import { EVERYTHING, type OwnedIds, signUpWhole, WHOLE_PHONE } from '../../support/whole-account.ts';

const TEN_MINUTES = 600_000;

/** docs/security.md, 32, 40, 41: only the owner changes what belongs to an account, and only after a reverification. */
onSqlite('an account with everything', (open) => {
  const withAda = async () => {
    const instance = await open({ config: EVERYTHING });
    const browser = instance.browser();
    return { instance, browser, ...(await signUpWhole(instance, browser)) };
  };
  type Call = [verb: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, form?: Record<string, string>];

  /** Everything about one thing of the account. */
  const onThings = ({ email, phone, web3, passkey, external }: OwnedIds): Call[] => [
    ['DELETE', `/v1/me/email_addresses/${email}`],
    ['DELETE', `/v1/me/phone_numbers/${phone}`],
    ['PATCH', `/v1/me/phone_numbers/${phone}`, { reserved_for_second_factor: 'true' }],
    ['DELETE', `/v1/me/web3_wallets/${web3}`],
    ['PATCH', `/v1/me/passkeys/${passkey}`, { name: 'Mine' }],
    ['POST', `/v1/me/passkeys/${passkey}/confirm`],
    ['DELETE', `/v1/me/passkeys/${passkey}`],
    ['PATCH', `/v1/me/external_accounts/${external}/reauthorize`, { additional_scope: 'calendar' }],
    ['DELETE', `/v1/me/external_accounts/${external}`],
  ];
  const harmless = ({ email, phone, web3, passkey, external }: OwnedIds): Call[] => [
    ['GET', `/v1/me/email_addresses/${email}`],
    ['POST', `/v1/me/email_addresses/${email}/prepare_verification`, { strategy: 'email_code' }],
    ['POST', `/v1/me/email_addresses/${email}/attempt_verification`, { code: '000000' }],
    ['GET', `/v1/me/phone_numbers/${phone}`],
    ['POST', `/v1/me/phone_numbers/${phone}/prepare_verification`, { strategy: 'phone_code' }],
    ['POST', `/v1/me/phone_numbers/${phone}/attempt_verification`, { code: '000000' }],
    ['GET', `/v1/me/web3_wallets/${web3}`],
    ['POST', `/v1/me/web3_wallets/${web3}/prepare_verification`, { strategy: METAMASK }],
    ['POST', `/v1/me/web3_wallets/${web3}/attempt_verification`, { strategy: METAMASK, signature: '0x00' }],
    ['GET', `/v1/me/passkeys/${passkey}`],
    ['POST', `/v1/me/passkeys/${passkey}/attempt_verification`, { public_key_credential: '{}' }],
    ['GET', `/v1/me/external_accounts/${external}`],
    ['DELETE', `/v1/me/external_accounts/${external}/tokens`],
  ];
  const onAccount = ({ email }: OwnedIds): Call[] => [
    ['POST', '/v1/me/email_addresses', { email_address: 'thief@example.com' }],
    ['POST', '/v1/me/phone_numbers', { phone_number: '+12025550147' }],
    ['POST', '/v1/me/phone_numbers', { phone_number: '+12025550147', reserved_for_second_factor: 'true' }],
    ['POST', '/v1/me/web3_wallets', { web3_wallet: createTestWallet().address }],
    ['POST', '/v1/me/passkeys'],
    ['POST', '/v1/me/external_accounts', { strategy: 'oauth_google' }],
    ['POST', '/v1/me/totp'],
    ['DELETE', '/v1/me/totp'],
    ['POST', '/v1/me/backup_codes'],
    ['POST', '/v1/me/change_password', { new_password: 'another plain long phrase' }],
    ['POST', '/v1/me/remove_password'],
    ['PATCH', '/v1/me', { username: 'thief_1' }],
    ['PATCH', '/v1/me', { primary_email_address_id: email }],
    ['DELETE', '/v1/me'],
  ];
  const send = (browser: TestBrowser, [verb, path, form = {}]: Call): Promise<Answer> =>
    verb === 'GET'
      ? browser.get(path)
      : verb === 'POST'
        ? browser.post(path, form)
        : browser.override(verb, path, form);
  /** Both factors, the second one at the number that is kept for it. */
  const proveAgain = async (instance: TestInstance, browser: TestBrowser) => {
    const sessionId = (await browser.get('/v1/client')).response.sessions[0].id;
    const path = `/v1/client/sessions/${sessionId}/verify`;
    instance.clock.advance(60_000);
    await browser.post(path, { level: 'multi_factor' });
    await browser.post(`${path}/attempt_first_factor`, { strategy: 'password', password: PASSWORD });
    await browser.post(`${path}/prepare_second_factor`, { strategy: 'phone_code' });
    const form = { strategy: 'phone_code', code: instance.mailbox.lastCode(WHOLE_PHONE) };
    assert.equal((await browser.post(`${path}/attempt_second_factor`, form)).response.status, 'complete');
  };
  const seen = async (browser: TestBrowser) => {
    const { updated_at: _, last_active_at: __, ...user } = (await browser.get('/v1/me')).response;
    return user;
  };

  it('a thief of a session can change nothing that keeps the account without reverification', async () => {
    const { instance, browser, ids } = await withAda();
    instance.clock.advance(TEN_MINUTES);
    const before = await seen(browser);
    for (const call of [...onThings(ids), ...onAccount(ids)]) {
      const answer = await send(browser, call);
      assert.deepEqual([answer.status, answer.code], [403, 'session_reverification_required'], call.join(' '));
    }
    assert.deepEqual(await seen(browser), before);
  });

  it('another user finds nothing of an account', async () => {
    const { instance, browser, sessionId, ids } = await withAda();
    const other = instance.browser();
    await instance.signUp(other, 'mallory@example.com');
    const before = await seen(browser);
    const sessions: Call[] = [
      ['POST', `/v1/me/sessions/${sessionId}/revoke`],
      ['POST', `/v1/client/sessions/${sessionId}/verify`],
      ['POST', `/v1/client/sessions/${sessionId}/tokens`],
      ['POST', `/v1/client/sessions/${sessionId}/end`],
    ];
    for (const call of [...onThings(ids), ...harmless(ids), ...sessions]) {
      const [{ status, code }, [verb, path, form]] = [await send(other, call), call];
      assert.deepEqual([status, code], [404, 'resource_not_found'], call.join(' '));
      // One that never was looks the same.
      const unknown = await send(other, [verb, path.replace(/_[A-Za-z0-9]{20,}/, '_' + 'x'.repeat(27)), form]);
      assert.deepEqual([unknown.status, unknown.code], [status, code], call.join(' '));
    }
    for (const name of ['primary_email_address_id', 'primary_phone_number_id', 'primary_web3_wallet_id']) {
      const id = { primary_email_address_id: ids.email, primary_phone_number_id: ids.phone }[name] ?? ids.web3;
      assert.equal((await other.override('PATCH', '/v1/me', { [name]: id })).code, 'form_param_value_invalid');
    }
    assert.deepEqual(await seen(browser), before);
  });

  it('the owner is told when a number becomes a second factor and when it no longer is one', async () => {
    const { instance, browser, ids } = await withAda();
    for (const reserved of ['true', 'false']) {
      const form = { reserved_for_second_factor: reserved };
      // A second factor that has just been switched on has to be proven before it is switched off.
      if (reserved === 'false') {
        await proveAgain(instance, browser);
      }
      const changed = await browser.override('PATCH', `/v1/me/phone_numbers/${ids.phone}`, form);
      assert.equal(changed.status, 200, changed.code);
      const note = instance.mailbox.to('ada@example.com').at(-1);
      const kind = reserved === 'true' ? 'phone_second_factor_enabled' : 'phone_second_factor_disabled';
      assert.equal(note?.template === 'notification' && note.kind, kind);
      assert.ok(!JSON.stringify(note).includes(WHOLE_PHONE));
    }
  });

  it('forms cannot write what only the server may write', async () => {
    const { browser, ids } = await withAda();
    const more = {
      id: 'x',
      user_id: 'user_x',
      verified: '1',
      verified_at: '1',
      banned: 'true',
      failed_attempts: '0',
      public_metadata: '{"role":"admin"}',
      private_metadata: '{"role":"admin"}',
      credential_id: 'x',
      public_key: 'x',
      counter: '0',
      provider_user_id: 'x',
      mfa_enabled_at: '1',
      first_factor_at: '1',
      role: 'admin',
    };
    const before = await seen(browser);
    await browser.override('PATCH', '/v1/me', { ...more });
    await browser.override('PATCH', `/v1/me/passkeys/${ids.passkey}`, { ...more, name: before.passkeys[0].name });
    await browser.override('PATCH', `/v1/me/phone_numbers/${ids.phone}`, { ...more, phone_number: '+12025550147' });
    const after = await seen(browser);
    assert.deepEqual(after.public_metadata, {});
    const without = ({ passkeys, phone_numbers, ...user }: typeof after) => [
      user,
      [...passkeys, ...phone_numbers].map((row) => ({ ...row, updated_at: 0 })),
    ];
    assert.deepEqual(without(after), without(before));
    for (const [path, form] of [
      ['email_addresses', { email_address: 'c@example.com' }],
      ['phone_numbers', { phone_number: '+12025550147' }],
      ['web3_wallets', { web3_wallet: createTestWallet().address }],
    ] as const) {
      const { response } = await browser.post(`/v1/me/${path}`, { ...more, ...form });
      assert.notEqual(response.id, 'x');
      assert.notEqual(response.verification?.status, 'verified', path);
    }
  });

  it('a username that is the last sign-in method is not removed', async () => {
    const attributes = { emailAddress: 'optional', phoneNumber: 'optional', username: 'optional' } as const;
    const instance = await open({ config: { attributes, passkeys: { enabled: true } } });
    const browser = instance.browser();
    await instance.signUp(browser, 'grace@example.com', { username: 'grace_h' });
    const [email] = (await browser.get('/v1/me')).response.email_addresses;
    assert.equal((await browser.override('DELETE', `/v1/me/email_addresses/${email.id}`)).status, 200);
    const taken = await browser.override('PATCH', '/v1/me', { username: '' });
    assert.deepEqual([taken.status, taken.code], [400, 'identification_deletion_failed']);
    assert.equal((await browser.get('/v1/me')).response.username, 'grace_h');
    assert.equal((await browser.override('PATCH', '/v1/me', { username: 'grace_2' })).status, 200);
    await enrolPasskey(browser, new Authenticator());
    assert.equal((await browser.override('PATCH', '/v1/me', { username: '' })).status, 200);
  });
});
