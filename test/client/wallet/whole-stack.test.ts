import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { createSignUpFlow } from '../../../src/client/flows/create-sign-up-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import type { SignInFlow, SignUpFlow } from '../../../src/client/flows/types.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { createTestWallet, type TestWallet, type TestWalletOptions } from '../../support/test-wallet.ts';
import { METAMASK, WALLET_ONLY, WALLET_TOO } from '../../support/wallets.ts';

/** The global object in which wallets install themselves. */
const given = globalThis as { window?: unknown };

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await flush();
}

/** Opens a page in a new browser with wallets; it talks to the real server. */
async function open(instance: TestInstance, ...wallets: TestWalletOptions[]) {
  const browser = instance.browser();
  const world = new FakeWorld((request) => browser.fetch(request));
  world.time = instance.clock.now();
  const tab = world.openTab({ url: 'https://app.example.com/' });
  const page = new EventTarget();
  given.window = page;
  const installed = wallets.map((options) => {
    const wallet = createTestWallet(options);
    wallet.install(page as Window);
    return wallet;
  });
  const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
  await clerk.load();
  await settle();
  return { clerk, tab, wallets: installed as [TestWallet, TestWallet] };
}

const stateOf = ({ state }: SignInFlow | SignUpFlow) => [state.step.name, state.pending, state.errors.global?.code];

describe('a wallet in the client', () => {
  let only: TestInstance;
  let too: TestInstance;
  const flows: (SignInFlow | SignUpFlow)[] = [];
  before(async () => {
    [only, too] = await Promise.all([
      getTestInstance({ config: WALLET_ONLY }),
      getTestInstance({ config: WALLET_TOO }),
    ]);
  });
  after(() => Promise.all([only.close(), too.close()]));
  afterEach(() => {
    for (const flow of flows.splice(0)) flow.dispose();
    delete given.window;
  });
  const signIn = async (clerk: Clerk, options = {}) => {
    const flow = clerk.__internal_createFlow(createSignInFlow, options);
    flows.push(flow);
    await settle();
    return flow;
  };
  const signUp = async (clerk: Clerk) => {
    const flow = clerk.__internal_createFlow(createSignUpFlow);
    flows.push(flow);
    await settle();
    return flow;
  };
  const key = '22'.repeat(32);

  test('a new wallet creates an account, and a known one signs in', async () => {
    const first = await open(only, { privateKey: key });
    const flow = await signIn(first.clerk);
    await flow.submit({ type: 'method', strategy: 'web3' });
    assert.deepEqual(stateOf(flow), ['complete', null, undefined]);
    assert.equal(first.clerk.user?.web3Wallets[0]?.web3Wallet.toLowerCase(), first.wallets[0].address);

    const second = await open(only, { privateKey: key });
    const again = await signIn(second.clerk);
    await again.submit({ type: 'method', strategy: METAMASK });
    assert.deepEqual(stateOf(again), ['complete', null, undefined]);
    assert.equal(second.clerk.user?.id, first.clerk.user?.id);
    assert.deepEqual(
      second.wallets[0].requests.map(({ method }) => method),
      ['eth_requestAccounts', 'personal_sign'],
    );
  });

  test('the user chooses among several wallets, or when the requested one is absent', async () => {
    const { clerk, wallets } = await open(only, {}, { name: 'Rabby', rdns: 'io.rabby' });
    const flow = await signIn(clerk);
    await flow.submit({ type: 'method', strategy: 'web3' });
    assert.deepEqual(stateOf(flow), ['choose-wallet', null, undefined]);
    await flow.submit({ type: 'method', strategy: 'web3_coinbase_wallet_signature' });
    assert.deepEqual(stateOf(flow), ['choose-wallet', null, undefined]);
    assert.equal(wallets[0].requests.length + wallets[1].requests.length, 0);
    const { availableWallets } = await import('../../../src/client/platform/wallets/signer.ts');
    const rabby = availableWallets().find(({ name }) => name === 'Rabby');
    await flow.submit({ type: 'method', strategy: 'web3', detail: rabby?.id });
    assert.deepEqual(stateOf(flow), ['complete', null, undefined]);
    assert.deepEqual([wallets[0].requests.length, wallets[1].requests.length], [0, 2]);
  });

  test('the URL of the wallet page opens it again where the instance accepts wallets', async () => {
    const none = await getTestInstance();
    for (const begin of [signIn, signUp]) {
      const flow = await begin((await open(only, { privateKey: key })).clerk);
      flow.requestStep('choose-wallet');
      assert.deepEqual(stateOf(flow), ['choose-wallet', null, undefined]);
      flow.requestStep('start');
      assert.deepEqual(stateOf(flow), ['start', null, undefined]);
      const other = await begin((await open(none, { privateKey: key })).clerk);
      other.requestStep('choose-wallet');
      assert.deepEqual(stateOf(other), ['start', null, undefined]);
    }
    await none.close();
  });

  test('the wallet page says when there is no wallet', async () => {
    const { clerk } = await open(only);
    const flow = await signIn(clerk);
    await flow.submit({ type: 'method', strategy: 'web3' });
    assert.deepEqual(stateOf(flow), ['choose-wallet', null, undefined]);
    await assert.rejects(
      () => clerk.authenticateWithMetamask(),
      (error: { code?: string }) => error.code === 'web3_missing_identifier',
    );
  });

  test('a wallet that refuses or lies keeps the wallet page with the error', async () => {
    const { clerk, wallets } = await open(only, { privateKey: key });
    const flow = await signIn(clerk);
    for (const [manner, code] of [
      ['reject-connect', 'web3_signature_request_rejected'],
      ['reject-sign', 'web3_signature_request_rejected'],
      ['busy', 'web3_request_pending'],
      ['lie', 'web3_signature_invalid'],
      ['stranger', 'web3_signature_invalid'],
      ['twin', 'web3_signature_invalid'],
    ] as const) {
      wallets[0].manner = manner;
      await flow.submit({ type: 'method', strategy: 'web3' });
      assert.deepEqual(stateOf(flow), ['choose-wallet', null, code], manner);
    }
    wallets[0].manner = 'honest';
    await flow.submit({ type: 'method', strategy: 'web3' });
    assert.equal(flow.state.step.name, 'complete');
  });

  test('the user can leave a wallet that does not answer, and its late answer changes nothing', async () => {
    const { clerk, wallets } = await open(only, { privateKey: key, manner: 'late' });
    const flow = await signIn(clerk);
    const asked = flow.submit({ type: 'method', strategy: 'web3' });
    await settle();
    assert.deepEqual(stateOf(flow), ['choose-wallet', 'method', undefined]);
    flow.requestStep('start');
    await asked;
    assert.deepEqual(stateOf(flow), ['start', null, undefined]);
    wallets[0].release();
    await settle();
    assert.deepEqual(stateOf(flow), ['start', null, undefined]);
    assert.equal(clerk.session, null);
  });

  test('a wallet starts a sign-up that continues on another page when the account needs more', async () => {
    const { clerk, tab } = await open(too, {});
    const flow = await signIn(clerk);
    await flow.submit({ type: 'method', strategy: 'web3' });
    assert.deepEqual([flow.state.errors.global, clerk.session], [null, null]);
    assert.equal(tab.visited.at(-1)?.url, 'https://app.example.com/sign-up#/continue');
    assert.equal(clerk.client?.signUp.verifications.web3Wallet.status, 'verified');
    assert.deepEqual(clerk.client?.signUp.missingFields, ['email_address']);
  });

  test('a wallet sign-up continues in the same element with withSignUp', async () => {
    const { clerk } = await open(too, {});
    const flow = await signIn(clerk, { withSignUp: true });
    await flow.submit({ type: 'method', strategy: 'web3' });
    assert.deepEqual(stateOf(flow), ['create', null, undefined]);
  });

  test('a wallet signs up with an email address, and keeps what the user typed', async () => {
    const { clerk, wallets } = await open(too, {});
    const flow = await signUp(clerk);
    await flow.submit({ type: 'fields', values: { emailAddress: 'wim@example.com', username: 'wim_w' } });
    await flow.submit({ type: 'method', strategy: 'web3' });
    assert.deepEqual(stateOf(flow), ['verify-email-address', null, undefined]);
    await flow.submit({ type: 'code', code: too.mailbox.lastCode('wim@example.com') });
    assert.deepEqual(stateOf(flow), ['complete', null, undefined]);
    const { user } = clerk;
    assert.deepEqual([user?.username, user?.web3Wallets.length], ['wim_w', 1]);
    assert.equal(user?.web3Wallets[0]?.web3Wallet.toLowerCase(), wallets[0].address);
  });

  test('a wallet is one of several methods of the account that the user names', async () => {
    const privateKey = '55'.repeat(32);
    const first = await open(too, { privateKey });
    const up = await signUp(first.clerk);
    await up.submit({ type: 'fields', values: { emailAddress: 'typ@example.com' } });
    await up.submit({ type: 'method', strategy: 'web3' });
    await up.submit({ type: 'code', code: too.mailbox.lastCode('typ@example.com') });
    assert.equal(up.state.step.name, 'complete');

    const { clerk, wallets } = await open(too, { privateKey });
    const flow = await signIn(clerk);
    await flow.submit({ type: 'identify', identifier: wallets[0].address });
    const { step } = flow.state;
    assert.equal(step.name, 'factor-one');
    const factor = 'factor' in step ? [step.factor, ...step.alternatives] : [];
    const web3 = factor.find(({ strategy }) => strategy === METAMASK);
    assert.ok(web3);
    await flow.submit({ type: 'choose-factor', factor: web3 });
    assert.equal('factor' in flow.state.step && flow.state.step.factor.strategy, METAMASK);
    await flow.submit({ type: 'method', strategy: 'web3' });
    assert.deepEqual(stateOf(flow), ['complete', null, undefined]);
  });

  test('a known wallet signs in from the sign-up form', async () => {
    const { clerk } = await open(only, { privateKey: key });
    const flow = await signUp(clerk);
    await flow.submit({ type: 'method', strategy: 'web3' });
    assert.deepEqual(stateOf(flow), ['complete', null, undefined]);
  });

  test('the wallet methods of the resources sign up and in', async () => {
    const privateKey = '33'.repeat(32);
    const { clerk } = await open(only, { privateKey, name: 'OKX Wallet', rdns: 'com.okex.wallet' });
    const done = await clerk.client?.signUp.authenticateWithOKXWallet({ unsafeMetadata: { from: 'okx' } });
    assert.equal(done?.status, 'complete');
    await clerk.setActive({ session: done?.createdSessionId ?? '' });
    assert.deepEqual(clerk.user?.unsafeMetadata, { from: 'okx' });
    const other = await open(only, { privateKey });
    const wallet = createTestWallet({ privateKey });
    const again = await other.clerk.client?.signIn.authenticateWithWeb3({
      identifier: wallet.address,
      strategy: 'web3_base_signature',
      generateSignature: async ({ nonce }) => wallet.sign(nonce),
    });
    assert.equal(again?.status, 'complete');
  });

  test('authenticateWithMetamask signs in and navigates to the page for signed-in users', async () => {
    const { clerk, tab } = await open(only, { privateKey: key });
    await clerk.authenticateWithMetamask({ redirectUrl: '#inside' });
    assert.equal(clerk.user?.web3Wallets.length, 1);
    assert.equal(tab.url, 'https://app.example.com/#inside');
  });

  test('the headless client adds a wallet to an account and removes it', async () => {
    const { clerk } = await open(only, { privateKey: key });
    await clerk.authenticateWithMetamask({ redirectUrl: '#inside' });
    const second = createTestWallet();
    const added = await clerk.user?.createWeb3Wallet({ web3Wallet: second.address });
    assert.equal(added?.verification.status, null);
    const prepared = await added?.prepareVerification({ strategy: METAMASK });
    const signature = second.sign(prepared?.verification.message ?? '');
    const proven = await prepared?.attemptVerification({ signature, strategy: METAMASK });
    assert.equal(proven?.verification.status, 'verified');
    assert.equal(String(proven).toLowerCase(), second.address);
    assert.equal(clerk.user?.web3Wallets.length, 2);
    await proven?.destroy();
    assert.equal(clerk.user?.web3Wallets.length, 1);
  });
});
