import assert from 'node:assert/strict';
import { it } from 'node:test';
import { checkWalletAddress } from '../../../src/server/identifiers/wallets.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { createTestWallet, type TestWallet } from '../../support/test-wallet.ts';
import { METAMASK, prepareSignIn, signUpWithWallet, WALLET_ONLY, WALLET_TOO } from '../../support/wallets.ts';

const WALLETS = '/v1/me/web3_wallets';
const EMAIL = 'ada@example.com';

const add = async (browser: TestBrowser, wallet: TestWallet) => {
  // Stock clients put a slash at the end of this path.
  const { response } = await browser.post(`${WALLETS}/`, { web3_wallet: wallet.address });
  const path = `${WALLETS}/${response.id}`;
  const prepared = await browser.post(`${path}/prepare_verification`, { strategy: METAMASK });
  const message: string = prepared.response.verification.message;
  const attempt = (signature = wallet.sign(message)) => browser.post(`${path}/attempt_verification`, { signature });
  return { id: response.id as string, path, message, attempt };
};

onSqlite('wallets of a user', (open) => {
  const signedUp = async (config = WALLET_TOO) => {
    const instance = await open({ config });
    const browser = instance.browser();
    const { userId } = await instance.signUp(browser, EMAIL);
    return { instance, browser, userId };
  };

  it('a wallet is added, shown, used to sign in and removed, and the owner is told', async () => {
    const { instance, browser } = await signedUp();
    const wallet = createTestWallet();
    const { id, path, attempt } = await add(browser, wallet);
    const unverified = (await browser.get(path)).response;
    assert.deepEqual(
      [unverified.object, unverified.web3_wallet, unverified.verification.status, unverified.verification.strategy],
      ['web3_wallet', checkWalletAddress(wallet.address), 'unverified', METAMASK],
    );
    const proven = await attempt();
    assert.equal(proven.response.verification.status, 'verified');
    const me = (await browser.get('/v1/me')).response;
    assert.deepEqual([me.primary_web3_wallet_id, me.web3_wallets.length], [id, 1]);

    const { message, attempt: signIn } = await prepareSignIn(instance.browser(), wallet);
    assert.equal((await signIn(wallet.sign(message))).response.status, 'complete');

    const gone = await browser.override('DELETE', path);
    assert.deepEqual(gone.response, { object: 'web3_wallet', id, deleted: true });
    assert.equal((await browser.get('/v1/me')).response.primary_web3_wallet_id, null);
    const again = await instance.browser().post('/v1/client/sign_ins', { identifier: wallet.address });
    assert.equal(again.code, 'form_identifier_not_found');

    const notices = instance.mailbox.messages.filter((mail) => mail.template === 'notification');
    assert.deepEqual(
      notices.map((mail) => [mail.to, 'kind' in mail && mail.kind]),
      [
        [EMAIL, 'wallet_added'],
        [EMAIL, 'wallet_removed'],
      ],
    );
    assert.ok(notices.every((mail) => !JSON.stringify(mail).includes(wallet.address.slice(8, 30))));
  });

  it('a wallet keeps the name that it gives itself, and has none without', async () => {
    const { browser } = await signedUp();
    const post = async (more: Record<string, string>) =>
      (await browser.post(WALLETS, { web3_wallet: createTestWallet().address, ...more })).response;
    assert.equal((await post({ wallet_name: 'Rabby' })).wallet_name, 'Rabby');
    assert.ok(!('wallet_name' in (await post({}))));
    assert.ok(!('wallet_name' in (await post({ wallet_name: '' }))));
    const refused = await browser.post(WALLETS, {
      web3_wallet: createTestWallet().address,
      wallet_name: 'x'.repeat(65),
    });
    assert.equal(refused.status, 422);
    assert.deepEqual(
      (await browser.get('/v1/me')).response.web3_wallets
        .map((each: { wallet_name?: string }) => each.wallet_name)
        .toSorted(),
      ['Rabby', undefined, undefined],
    );
  });

  it('adding and removing a wallet need reverification', async () => {
    const { instance, browser } = await signedUp();
    const { path, attempt } = await add(browser, createTestWallet());
    await attempt();
    instance.clock.advance(600_000);
    const refused = [
      await browser.post(WALLETS, { web3_wallet: createTestWallet().address }),
      await browser.override('DELETE', path),
    ];
    for (const { status, code } of refused) {
      assert.deepEqual([status, code], [403, 'session_reverification_required']);
    }
    assert.equal((await browser.get(WALLETS)).response.length, 1);
  });

  it('a wallet reverifies a user who has nothing else', async () => {
    const instance = await open({ config: WALLET_ONLY });
    const browser = instance.browser();
    const wallet = createTestWallet();
    const { response } = await signUpWithWallet(browser, wallet);
    instance.clock.advance(600_000);
    const next = createTestWallet().address;
    assert.equal((await browser.post(WALLETS, { web3_wallet: next })).code, 'session_reverification_required');

    const path = `/v1/client/sessions/${response.created_session_id}/verify`;
    const begun = (await browser.post(path, { level: 'first_factor' })).response;
    const [factor] = begun.supported_first_factors;
    assert.equal(factor.strategy, METAMASK);
    const prepared = await browser.post(`${path}/prepare_first_factor`, factor);
    const { message } = prepared.response.first_factor_verification;
    assert.match(message, /Confirm that this wallet is yours/);
    const done = await browser.post(`${path}/attempt_first_factor`, {
      strategy: METAMASK,
      signature: wallet.sign(message),
    });
    assert.equal(done.response.status, 'complete');
    assert.equal((await browser.post(WALLETS, { web3_wallet: next })).status, 200);
  });

  it('wallets of other users are not found', async () => {
    const { instance, browser } = await signedUp();
    const { path, message } = await add(browser, createTestWallet());
    const stranger = instance.browser();
    await instance.signUp(stranger, 'eve@example.com');
    const tries = [
      await stranger.get(path),
      await stranger.post(`${path}/prepare_verification`, { strategy: METAMASK }),
      await stranger.post(`${path}/attempt_verification`, { signature: createTestWallet().sign(message) }),
      await stranger.override('DELETE', path),
      await stranger.override('DELETE', `${WALLETS}/idn_nobody`),
      await stranger.override('DELETE', `${WALLETS}/%27`),
    ];
    for (const { status, code } of tries) assert.deepEqual([status, code], [404, 'resource_not_found']);
    const anonymous = await instance.browser().get(WALLETS);
    assert.equal(anonymous.status, 401);
  });

  itOnBoth('a wallet that another user has verified is refused, in parallel too', async () => {
    const { instance, browser } = await signedUp();
    const wallet = createTestWallet();
    const other = instance.browser();
    await instance.signUp(other, 'bo@example.com');
    const mine = await add(browser, wallet);
    const theirs = await add(other, wallet);
    const answers = await Promise.all([mine.attempt(), theirs.attempt()]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422]);
    assert.ok(answers.some(({ code }) => code === 'form_identifier_exists'));
    const third = instance.browser();
    await instance.signUp(third, 'cy@example.com');
    const late = await third.post(WALLETS, { web3_wallet: checkWalletAddress(wallet.address) });
    assert.deepEqual([late.code, late.param], ['form_identifier_exists', 'web3_wallet']);
  });

  itOnBoth('one of 20 parallel requests verifies a wallet', async () => {
    const { browser } = await signedUp();
    const { attempt } = await add(browser, createTestWallet());
    const answers = await Promise.all(Array.from({ length: 20 }, () => attempt()));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  });

  it('a wallet is not verified by another key, nor by the message of another wallet', async () => {
    const { browser } = await signedUp();
    const [one, other] = [createTestWallet(), createTestWallet()];
    const first = await add(browser, one);
    const second = await add(browser, other);
    assert.equal((await first.attempt(other.sign(first.message))).code, 'web3_signature_invalid');
    assert.equal((await second.attempt(other.sign(first.message))).code, 'web3_signature_invalid');
    assert.equal((await browser.get(first.path)).response.verification.status, 'failed');
  });

  it('a wallet that is the last sign-in method is not removed', async () => {
    const instance = await open({ config: WALLET_ONLY });
    const browser = instance.browser();
    await signUpWithWallet(browser, createTestWallet());
    const [only] = (await browser.get(WALLETS)).response;
    const refused = await browser.override('DELETE', `${WALLETS}/${only.id}`);
    assert.deepEqual([refused.status, refused.code], [400, 'identification_deletion_failed']);
    const second = await add(browser, createTestWallet());
    await second.attempt();
    const answers = await Promise.all([only.id, second.id].map((id) => browser.override('DELETE', `${WALLETS}/${id}`)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400]);
    const me = (await browser.get('/v1/me')).response;
    assert.equal(me.primary_web3_wallet_id, me.web3_wallets[0].id);
  });

  it('a verified wallet can be made the primary one', async () => {
    const { browser } = await signedUp();
    const first = await add(browser, createTestWallet());
    await first.attempt();
    const second = await add(browser, createTestWallet());
    const choose = (id: string) => browser.override('PATCH', '/v1/me', { primary_web3_wallet_id: id });
    assert.deepEqual([(await choose(second.id)).param], ['primary_web3_wallet_id']);
    await second.attempt();
    assert.equal((await choose(second.id)).response.primary_web3_wallet_id, second.id);
    await browser.override('DELETE', second.path);
    assert.equal((await browser.get('/v1/me')).response.primary_web3_wallet_id, first.id);
  });

  it('wallets are refused where they are off, and above their greatest number', async () => {
    const off = await open();
    const browser = off.browser();
    await off.signUp(browser, EMAIL);
    const refused = await browser.post(WALLETS, { web3_wallet: createTestWallet().address });
    assert.deepEqual([refused.status, refused.code], [403, 'feature_not_enabled']);
    const { browser: collector } = await signedUp();
    for (let i = 0; i < 10; i++) await collector.post(WALLETS, { web3_wallet: createTestWallet().address });
    const eleventh = await collector.post(WALLETS, { web3_wallet: createTestWallet().address });
    assert.equal(eleventh.code, 'identification_quota_exceeded');
  });

  it('a client cannot write further fields of a wallet', async () => {
    const { browser } = await signedUp();
    const { response } = await browser.post(WALLETS, {
      web3_wallet: createTestWallet().address,
      verified: '1',
      user_id: 'user_other',
      strategy: METAMASK,
      'verification[status]': 'verified',
    });
    assert.equal(response.verification, null);
    assert.equal((await browser.get('/v1/me')).response.primary_web3_wallet_id, null);
  });
});
