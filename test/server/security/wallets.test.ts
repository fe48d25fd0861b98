import assert from 'node:assert/strict';
import { it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { assertNoSession, enrolTotp } from '../../support/second-factors.ts';
import { createTestWallet, withHighS } from '../../support/test-wallet.ts';
import { METAMASK, prepareSignIn, prepareSignUp, signUpWithWallet, WALLET_ONLY } from '../../support/wallets.ts';

const SIGN_INS = '/v1/client/sign_ins';
const MINUTE = 60_000;
const PARALLEL = 20;

onSqlite('a wallet signature', (open) => {
  const withWallet = async (options?: Parameters<typeof open>[0]) => {
    const instance = await open({ config: WALLET_ONLY, ...options });
    const wallet = createTestWallet();
    const { response } = await signUpWithWallet(instance.browser(), wallet);
    return { instance, wallet, userId: response.created_user_id as string };
  };

  it('a signature over another nonce, domain, address, chain or time, or with the nonce in another field, is refused', async () => {
    const { instance, wallet } = await withWallet();
    const changes: [string, (message: string, nonce: string) => string][] = [
      ['nonce', (message, nonce) => message.replace(nonce, '0'.repeat(32))],
      ['domain', (message) => message.replace('app.example.com wants', 'evil.example wants')],
      ['uri', (message) => message.replace('URI: https://app.example.com', 'URI: https://evil.example')],
      ['address', (message) => message.replace(/0x[0-9a-fA-F]{40}/, '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')],
      ['chain', (message) => message.replace('Chain ID: 1', 'Chain ID: 5')],
      ['time', (message) => message.replace(/Expiration Time: \d{4}/, 'Expiration Time: 2999')],
      ['request', (message) => message.replace(/Request ID: .*/, 'Request ID: sia_other')],
      [
        'nonce in another field',
        (message, nonce) => message.replace(/Request ID: .*/, `Request ID: ${nonce}`).replace(nonce, '0'.repeat(32)),
      ],
      ['nonce alone', (_message, nonce) => nonce],
      ['blank at the end', (message) => `${message} `],
    ];
    for (const [what, change] of changes) {
      const { message, nonce, attempt } = await prepareSignIn(instance.browser(), wallet);
      const other = change(message, nonce);
      assert.notEqual(other, message, what);
      // A message of the client's own is not listened to either.
      const answer = await attempt(wallet.sign(other), { message: other, nonce });
      assert.deepEqual([answer.status, answer.code, answer.param], [422, 'web3_signature_invalid', 'signature'], what);
      assert.deepEqual(answer.client?.sessions ?? [], [], what);
    }
  });

  it('a signature that is the high-s counterpart, of another key, or malformed, is refused', async () => {
    const { instance, wallet } = await withWallet();
    const wrong: ((message: string) => string)[] = [
      (message) => withHighS(wallet.sign(message)),
      (message) => createTestWallet().sign(message),
      (message) => wallet.sign(message).slice(2),
      (message) => wallet.sign(message).slice(0, -2),
      () => `0x${'0'.repeat(130)}`,
      () => `0x${'f'.repeat(128)}1b`,
      () => 'null',
    ];
    for (const make of wrong) {
      const { message, attempt } = await prepareSignIn(instance.browser(), wallet);
      const answer = await attempt(make(message));
      assert.deepEqual([answer.status, answer.code], [422, 'web3_signature_invalid']);
    }
    const { attempt } = await prepareSignIn(instance.browser(), wallet);
    assert.equal((await attempt('')).code, 'form_param_nil');
    assert.equal((await attempt('0x'.padEnd(10_000, 'a'))).code, 'form_param_max_length_exceeded');
  });

  it('a wrong signature uses up its message', async () => {
    const { instance, wallet } = await withWallet();
    const browser = instance.browser();
    const { message, attempt, path } = await prepareSignIn(browser, wallet);
    assert.equal((await attempt(createTestWallet().sign(message))).code, 'web3_signature_invalid');
    const state = (await browser.get(path)).response.first_factor_verification;
    assert.equal(state.status, 'failed');
    assert.equal((await attempt(wallet.sign(message))).code, 'verification_expired');
  });

  it('a wallet message is valid for ten minutes', async () => {
    const { instance, wallet } = await withWallet();
    const early = await prepareSignIn(instance.browser(), wallet);
    const late = await prepareSignIn(instance.browser(), wallet);
    instance.clock.advance(10 * MINUTE - 1);
    assert.equal((await early.attempt(wallet.sign(early.message))).response.status, 'complete');
    instance.clock.advance(1);
    assert.equal((await late.attempt(wallet.sign(late.message))).code, 'verification_expired');
  });

  it('a signature under an older message is refused once there is a newer one', async () => {
    const { instance, wallet } = await withWallet();
    const browser = instance.browser();
    const { message, nonce, path, attempt } = await prepareSignIn(browser, wallet);
    const newer = await browser.post(`${path}/prepare_first_factor`, { strategy: METAMASK });
    assert.notEqual(newer.response.first_factor_verification.nonce, nonce);
    assert.equal((await attempt(wallet.sign(message))).code, 'web3_signature_invalid');
  });

  it('a signature counts only for its attempt, purpose, strategy and browser', async () => {
    const { instance, wallet } = await withWallet();
    const [one, other] = [instance.browser(), instance.browser()];
    const first = await prepareSignIn(one, wallet);
    const second = await prepareSignIn(one, wallet);
    const foreign = await prepareSignIn(other, wallet);
    // Between attempts of one browser, and of two.
    assert.equal((await second.attempt(wallet.sign(first.message))).code, 'web3_signature_invalid');
    assert.equal((await foreign.attempt(wallet.sign(first.message))).code, 'web3_signature_invalid');
    // In another browser.
    const stolen = await other.post(`${first.path}/attempt_first_factor`, {
      strategy: METAMASK,
      signature: wallet.sign(first.message),
    });
    assert.deepEqual([stolen.status, stolen.code], [404, 'resource_not_found']);
    const swapped = await one.post(`${first.path}/attempt_first_factor`, {
      strategy: 'web3_okx_wallet_signature',
      signature: wallet.sign(first.message),
    });
    assert.equal(swapped.code, 'verification_strategy_invalid');
    // From one purpose to another.
    const newcomer = createTestWallet();
    const signUp = await prepareSignUp(other, newcomer);
    await signUpWithWallet(instance.browser(), newcomer);
    const signIn = await prepareSignIn(other, newcomer);
    assert.equal((await signIn.attempt(newcomer.sign(signUp.message))).code, 'web3_signature_invalid');
    // After all of that the right one still is.
    assert.equal((await first.attempt(wallet.sign(first.message))).response.status, 'complete');
  });

  it('a signature counts only for the page whose domain the message names', async () => {
    const origins = ['https://app.example.com', 'https://shop.example.com'];
    const { instance, wallet } = await withWallet({ config: { ...WALLET_ONLY, allowedOrigins: origins } });
    const browser = instance.browser();
    const { message, path } = await prepareSignIn(browser, wallet);
    assert.match(message, /^app\.example\.com wants/);
    const answer = await browser.send(`${path}/attempt_first_factor`, {
      method: 'POST',
      origin: 'https://shop.example.com',
      form: { strategy: METAMASK, signature: wallet.sign(message) },
    });
    assert.equal(answer.code, 'web3_signature_invalid');
    const shop = await prepareSignIn(instance.browser({ origin: 'https://shop.example.com' }), wallet);
    assert.match(shop.message, /^shop\.example\.com wants/);
  });

  itOnBoth('a signature is taken once, in a replay and in parallel, too', async () => {
    const { instance, wallet, userId } = await withWallet();
    const browser = instance.browser();
    const { message, attempt } = await prepareSignIn(browser, wallet);
    const signature = wallet.sign(message);
    const answers = await Promise.all(Array.from({ length: PARALLEL }, () => attempt(signature)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.ok(answers.every(({ status }) => status === 200 || (status >= 400 && status < 500)));
    const sessions = await instance.storage.listUserSessions(userId, instance.clock.now());
    assert.equal(sessions.length, 2);
    const replay = await attempt(signature);
    assert.ok(replay.status >= 400 && replay.status < 500);
  });

  itOnBoth('20 parallel sign-ups with one signature create one user', async () => {
    const instance = await open({ config: WALLET_ONLY });
    const wallet = createTestWallet();
    const attempts = await Promise.all(
      Array.from({ length: 5 }, async () => prepareSignUp(instance.browser(), wallet)),
    );
    const answers = await Promise.all(
      attempts.flatMap(({ message, attempt }) => {
        const signature = wallet.sign(message);
        return Array.from({ length: PARALLEL / 5 }, () => attempt(signature));
      }),
    );
    const complete = answers.filter(({ response }) => response?.status === 'complete');
    assert.equal(complete.length, 1);
    assert.ok(answers.every(({ status }) => status === 200 || (status >= 400 && status < 500)));
  });

  it('a signature from a page of another origin is refused', async () => {
    const { instance, wallet } = await withWallet();
    const { message, path } = await prepareSignIn(instance.browser(), wallet);
    const answer = await instance.browser({ origin: 'https://evil.example' }).post(`${path}/attempt_first_factor`, {
      strategy: METAMASK,
      signature: wallet.sign(message),
    });
    assert.deepEqual([answer.status, answer.code], [400, 'origin_invalid']);
  });

  it('signature and nonce stay out of the log', async () => {
    const { instance, wallet } = await withWallet();
    const { message, nonce, attempt } = await prepareSignIn(instance.browser(), wallet);
    const signature = wallet.sign(message);
    const answer = await attempt(createTestWallet().sign(message));
    await attempt(signature);
    const seen = instance.log.join('\n') + JSON.stringify(answer.body.errors);
    assert.ok(!seen.includes(nonce) && !seen.includes(signature.slice(2, 40)));
  });

  it('a signature starts no session before the second factor', async () => {
    const instance = await open({ config: { ...WALLET_ONLY, secondFactors: { totp: true } } });
    const owner = instance.browser();
    const wallet = createTestWallet();
    await signUpWithWallet(owner, wallet);
    const app = await enrolTotp(instance, owner);
    const browser = instance.browser();
    const { message, attempt, path } = await prepareSignIn(browser, wallet);
    const half = await attempt(wallet.sign(message));
    assert.equal(half.response.status, 'needs_second_factor');
    await assertNoSession(browser, half);
    const done = await browser.post(`${path}/attempt_second_factor`, { strategy: 'totp', code: app.code() });
    assert.equal(done.response.status, 'complete');
  });

  it('a signature of an unknown wallet is refused as late as any other with enumeration protection', async () => {
    const instance = await open({ config: { ...WALLET_ONLY, enumerationProtection: true } });
    const [known, unknown] = [createTestWallet(), createTestWallet()];
    await signUpWithWallet(instance.browser(), known);
    const shapes = [];
    for (const wallet of [known, unknown]) {
      const { message, attempt, path } = await prepareSignIn(instance.browser(), wallet);
      const wrong = await attempt(createTestWallet().sign(message));
      shapes.push([message.split('\n').length, path.split('/').length, wrong.status, wrong.code]);
    }
    assert.deepEqual(shapes[0], shapes[1]);
    // Who owns the wallet may know that it has no account.
    const { message, attempt } = await prepareSignIn(instance.browser(), unknown);
    assert.equal((await attempt(unknown.sign(message))).code, 'form_identifier_not_found');
  });

  it('a signature needs a named wallet', async () => {
    const { instance, wallet } = await withWallet();
    const browser = instance.browser();
    const unnamed = (await browser.post(SIGN_INS, {})).response;
    for (const step of ['prepare_first_factor', 'attempt_first_factor']) {
      const answer = await browser.post(`${SIGN_INS}/${unnamed.id}/${step}`, {
        strategy: METAMASK,
        signature: wallet.sign('x'),
      });
      assert.deepEqual([answer.status, answer.code], [400, 'client_state_invalid']);
    }
    const started = await browser.post(SIGN_INS, { strategy: METAMASK });
    assert.deepEqual([started.code, started.param], ['form_param_missing', 'identifier']);
  });
});
