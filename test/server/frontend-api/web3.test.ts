import assert from 'node:assert/strict';
import { it } from 'node:test';
import { checkWalletAddress } from '../../../src/server/identifiers/wallets.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { createTestWallet } from '../../support/test-wallet.ts';
import {
  METAMASK,
  prepareSignIn,
  prepareSignUp,
  signUpWithWallet,
  WALLET_ONLY,
  WALLET_TOO,
} from '../../support/wallets.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';

onSqlite('a wallet', (open) => {
  it('a wallet signs up, and signs in on another device', async () => {
    const instance = await open({ config: WALLET_ONLY });
    const wallet = createTestWallet();
    const shown = checkWalletAddress(wallet.address);
    const { response } = await signUpWithWallet(instance.browser(), wallet);
    assert.equal(response.status, 'complete');
    assert.equal(response.web3_wallet, shown);
    assert.equal(response.verifications.web3_wallet.status, 'verified');

    const browser = instance.browser();
    const { message, attempt } = await prepareSignIn(browser, wallet);
    const done = await attempt(wallet.sign(message));
    assert.equal(done.response.status, 'complete');
    const { user } = done.client?.sessions[0] ?? {};
    assert.equal(user?.id, response.created_user_id);
    assert.equal(user?.web3_wallets[0]?.web3_wallet, shown);
    assert.equal(user?.primary_web3_wallet_id, user?.web3_wallets[0]?.id);
    assert.equal(done.client?.last_authentication_strategy, METAMASK);
  });

  it('the environment tells the wallets of the instance', async () => {
    const instance = await open({ config: WALLET_TOO });
    const { body } = await instance.browser().get<{ user_settings: Record<string, never> }>('/v1/environment');
    const { web3_wallet } = body.user_settings.attributes as unknown as Record<string, Record<string, unknown>>;
    assert.deepEqual(web3_wallet?.first_factors, [METAMASK, 'web3_okx_wallet_signature']);
    assert.deepEqual([web3_wallet?.enabled, web3_wallet?.required], [true, false]);
  });

  it('a wallet signs in through every strategy that is on, whatever case its address is in', async () => {
    const instance = await open({ config: WALLET_ONLY });
    const wallet = createTestWallet();
    await signUpWithWallet(instance.browser(), wallet);
    const spelled = checkWalletAddress(wallet.address);
    for (const strategy of ['web3_coinbase_wallet_signature', 'web3_base_signature', 'web3_okx_wallet_signature']) {
      const { message, attempt } = await prepareSignIn(instance.browser(), { ...wallet, address: spelled }, strategy);
      assert.equal((await attempt(wallet.sign(message))).response.status, 'complete');
    }
  });

  it('a wallet gets a message that names page, address, nonce and attempt', async () => {
    const instance = await open({ config: WALLET_ONLY });
    const wallet = createTestWallet();
    const { message, nonce, path } = await prepareSignUp(instance.browser(), wallet);
    const lines = message.split('\n');
    assert.equal(lines[0], 'app.example.com wants you to sign in with your Ethereum account:');
    assert.equal(lines[1], checkWalletAddress(wallet.address));
    assert.ok(lines.includes('URI: https://app.example.com'));
    assert.ok(lines.includes(`Nonce: ${nonce}`));
    assert.ok(lines.includes(`Request ID: ${path.split('/').at(-1)}`));
    // Stock clients turn each character into one byte.
    assert.match(message, /^[\n\x20-\x7e]+$/);
  });

  it('an unknown wallet is not found, so that the client goes on to sign-up', async () => {
    const instance = await open({ config: WALLET_ONLY });
    const answer = await instance.browser().post(SIGN_INS, { identifier: createTestWallet().address });
    assert.deepEqual([answer.status, answer.code, answer.param], [422, 'form_identifier_not_found', 'identifier']);
  });

  it('a wallet with a mistyped address is refused with the name of the field', async () => {
    const instance = await open({ config: WALLET_ONLY });
    for (const web3_wallet of ['0x12', 'vitalik.eth', '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed']) {
      const answer = await instance.browser().post(SIGN_UPS, { web3_wallet });
      assert.deepEqual([answer.status, answer.code, answer.param], [422, 'form_param_format_invalid', 'web3_wallet']);
    }
  });

  it('a sign-up with a wallet asks for the other required fields', async () => {
    const instance = await open({ config: WALLET_TOO });
    const browser = instance.browser();
    const wallet = createTestWallet();
    const { message, attempt, path } = await prepareSignUp(browser, wallet);
    const proven = (await attempt(wallet.sign(message))).response;
    assert.deepEqual(
      [proven.status, proven.missing_fields, proven.unverified_fields],
      ['missing_requirements', ['email_address'], []],
    );
    await browser.override('PATCH', path, { email_address: 'ada@example.com' });
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = instance.mailbox.lastCode('ada@example.com');
    const done = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code });
    assert.equal(done.response.status, 'complete');
    assert.equal(done.client?.sessions[0]?.user?.web3_wallets.length, 1);
  });

  it('a wallet that is changed in a sign-up has to be verified again', async () => {
    const instance = await open({ config: WALLET_TOO });
    const browser = instance.browser();
    const [wallet, other] = [createTestWallet(), createTestWallet()];
    const { message, attempt, path } = await prepareSignUp(browser, wallet);
    await attempt(wallet.sign(message));
    const changed = (await browser.override('PATCH', path, { web3_wallet: other.address })).response;
    assert.deepEqual(changed.unverified_fields, ['web3_wallet']);
    assert.equal((await attempt(wallet.sign(message))).code, 'verification_missing');
    const taken = (await browser.override('PATCH', path, { web3_wallet: '' })).response;
    assert.deepEqual([taken.web3_wallet, taken.unverified_fields], [null, []]);
  });

  it('a wallet of another user cannot be used to sign up', async () => {
    const instance = await open({ config: WALLET_ONLY });
    const wallet = createTestWallet();
    await signUpWithWallet(instance.browser(), wallet);
    const answer = await instance.browser().post(SIGN_UPS, { web3_wallet: wallet.address });
    assert.deepEqual([answer.code, answer.param], ['form_identifier_exists', 'web3_wallet']);
  });

  it('a wallet is neither offered nor shown after an email address of the account', async () => {
    const instance = await open({ config: WALLET_TOO });
    const browser = instance.browser();
    const owner = createTestWallet();
    await instance.signUp(browser, 'ada@example.com');
    const { response: added } = await browser.post('/v1/me/web3_wallets', { web3_wallet: owner.address });
    const path = `/v1/me/web3_wallets/${added.id}`;
    const made = await browser.post(`${path}/prepare_verification`, { strategy: METAMASK });
    await browser.post(`${path}/attempt_verification`, { signature: owner.sign(made.response.verification.message) });

    const stranger = instance.browser();
    const named = (await stranger.post(SIGN_INS, { identifier: 'ada@example.com' })).response;
    assert.doesNotMatch(JSON.stringify(named), /web3|\b0x/);
    const prepared = await stranger.post(`${SIGN_INS}/${named.id}/prepare_first_factor`, { strategy: METAMASK });
    assert.deepEqual([prepared.status, prepared.code], [400, 'strategy_for_user_invalid']);
    // The answer to a named wallet does not tell the address either.
    const byWallet = (await instance.browser().post(SIGN_INS, { identifier: owner.address })).response;
    assert.doesNotMatch(JSON.stringify(byWallet), /ada@example/);
    assert.ok(byWallet.supported_first_factors.some((factor: { strategy: string }) => factor.strategy === METAMASK));
  });

  it('a username must not look like a wallet', async () => {
    const instance = await open({ config: WALLET_TOO });
    const { address } = createTestWallet();
    for (const username of [address, checkWalletAddress(address)]) {
      const answer = await instance.browser().post(SIGN_UPS, { username });
      assert.deepEqual([answer.status, answer.code, answer.param], [422, 'form_param_format_invalid', 'username']);
    }
  });

  it('a wallet is refused where wallets, or its kind, are off', async () => {
    const off = await open();
    const wallet = createTestWallet();
    const ignored = await off.browser().post(SIGN_UPS, { web3_wallet: wallet.address });
    assert.equal(ignored.response.web3_wallet, null);
    const asked = await off.browser().post(SIGN_INS, { identifier: wallet.address });
    assert.equal(asked.code, 'form_identifier_not_found');

    const some = await open({ config: WALLET_TOO });
    const browser = some.browser();
    const { path } = await prepareSignUp(browser, wallet);
    for (const strategy of ['web3_base_signature', 'web3_solana_signature', 'web3__signature']) {
      const answer = await browser.post(`${path}/prepare_verification`, { strategy });
      assert.deepEqual([answer.code, answer.param], ['verification_strategy_invalid', 'strategy']);
    }
  });
});
