import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { onEachStorage } from '../../support/each-storage.ts';
import { PASSWORD, type SignedUp, type TestInstance } from '../../support/instance.ts';
import { confirm, LANDING, lastLink } from '../../support/links.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { enrolPasskey } from '../../support/passkey-steps.ts';
import { addSecondPhone, PHONE, signUpWithPhone } from '../../support/phone-account.ts';
import { enrolTotp, newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { createTestWallet, type TestWallet } from '../../support/test-wallet.ts';
import { METAMASK } from '../../support/wallets.ts';
import {
  authorizationOf,
  comeBack,
  PAGES,
  signUpWith,
  startProvider,
  STRATEGY,
  withProvider,
} from '../factors/oauth/sign-in-with.ts';

const PARALLEL = 20;
const EMAIL = 'ada@example.com';
const OTHER_EMAIL = 'work@example.com';
const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const TEN_MINUTES = 600_000;

/** A value that counts once, with a browser that may redeem it. */
interface OneTimeValue {
  instance: TestInstance;
  /** @returns whether it was taken */
  redeem(): Promise<boolean>;
  /** What may have come of it, counted. */
  outcome?: () => Promise<number>;
  /** What `outcome` has to be afterwards; default 1. */
  expected?: number;
}

type Open = (config?: Partial<ConfigInput>) => Promise<TestInstance>;

const MANY: Partial<ConfigInput> = {
  attributes: { phoneNumber: 'optional', web3Wallet: 'optional' },
  emailLink: true,
  passkeys: { enabled: true },
  wallets: ['metamask'],
  secondFactors: { totp: true, phoneCode: true },
};

/** Sends the form, and says whether it was taken. */
function sender(browser: TestBrowser, path: string, form: Record<string, string>) {
  return async () => {
    const { status } = await browser.post(path, form);
    assert.ok(status < 500, `Answered ${status}.`);
    return status === 200;
  };
}

const sessionsOf = (instance: TestInstance, userId: string) => async () =>
  (await instance.storage.listUserSessions(userId, instance.clock.now())).length;
const sessionsIn = (browser: TestBrowser) => async () => (await browser.get('/v1/client')).response.sessions.length;

async function withAda(
  open: Open,
  config: Partial<ConfigInput> = MANY,
): Promise<SignedUp & { instance: TestInstance; home: TestBrowser }> {
  const instance = await open(config);
  const home = instance.browser();
  return { instance, home, ...(await instance.signUp(home, EMAIL)) };
}

/** Sends a form that has to be taken. */
async function sent(browser: TestBrowser, path: string, form: Record<string, string>): Promise<void> {
  const { status, code } = await browser.post(path, form);
  assert.equal(status, 200, code);
}

/** A code that allows a new password. */
async function resetCode(instance: TestInstance, strategy: string, identifier: string): Promise<OneTimeValue> {
  instance.clock.advance(60_000);
  const browser = instance.browser();
  const { response } = await browser.post(SIGN_INS, { identifier });
  const path = `${SIGN_INS}/${response.id}`;
  await sent(browser, `${path}/prepare_first_factor`, { strategy });
  const form = { strategy, code: newestCode(instance, identifier) };
  return { instance, redeem: sender(browser, `${path}/attempt_first_factor`, form) };
}

/** An unknown browser with the right password. */
async function strange(open: Open) {
  const { instance, userId } = await withAda(open, { emailLink: true, clientTrust: true });
  instance.clock.advance(60_000);
  const browser = instance.browser();
  const { response } = await browser.post(SIGN_INS, { identifier: EMAIL, password: PASSWORD });
  assert.equal(response.status, 'needs_client_trust');
  return { instance, browser, path: `${SIGN_INS}/${response.id}`, outcome: sessionsOf(instance, userId), expected: 2 };
}

/** A session that has to reverify. */
async function stale(open: Open, add: (instance: TestInstance, home: TestBrowser) => Promise<unknown>) {
  const { instance, home, sessionId } = await withAda(open);
  await add(instance, home);
  instance.clock.advance(TEN_MINUTES);
  const path = `/v1/client/sessions/${sessionId}/verify`;
  await sent(home, path, { level: 'multi_factor' });
  const prepare = async (level: string, strategy: string) => {
    const { response, code } = await home.post(`${path}/prepare_${level}_factor`, { strategy });
    assert.equal(code, undefined);
    return response[`${level}_factor_verification`];
  };
  const redeem = (level: string, form: Record<string, string>) => sender(home, `${path}/attempt_${level}_factor`, form);
  const withPassword = async () =>
    assert.ok(await redeem('first', { strategy: 'password', password: PASSWORD })(), 'the first factor');
  return { instance, prepare, redeem, withPassword };
}

async function addWallet(home: TestBrowser, wallet: TestWallet): Promise<void> {
  const { response } = await home.post('/v1/me/web3_wallets', { web3_wallet: wallet.address });
  const path = `/v1/me/web3_wallets/${response.id}`;
  const prepared = await home.post(`${path}/prepare_verification`, { strategy: METAMASK });
  const signature = wallet.sign(prepared.response.verification.message);
  await sent(home, `${path}/attempt_verification`, { strategy: METAMASK, signature });
}

async function addOwnPhone(instance: TestInstance, home: TestBrowser): Promise<void> {
  const { response } = await home.post('/v1/me/phone_numbers', { phone_number: PHONE });
  const path = `/v1/me/phone_numbers/${response.id}`;
  await sent(home, `${path}/prepare_verification`, { strategy: 'phone_code' });
  await sent(home, `${path}/attempt_verification`, { code: newestCode(instance, PHONE) });
}

/**
 * What is not raced here is where its method is tested: codes to sign in with, links, answers of a provider that make
 * an account, transfers, passkeys, wallets, TOTP and backup codes at sign-in, tickets, proof of work.
 */
const VALUES: Record<string, (open: Open, idp: OpenIdProvider) => Promise<OneTimeValue>> = {
  async 'a mailed code at sign-up'(open) {
    const instance = await open();
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { email_address: EMAIL, password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await sent(browser, `${path}/prepare_verification`, { strategy: 'email_code' });
    const form = { strategy: 'email_code', code: newestCode(instance, EMAIL) };
    const redeem = sender(browser, `${path}/attempt_verification`, form);
    return { instance, redeem, outcome: sessionsIn(browser) };
  },
  async 'a code to a phone at sign-up'(open) {
    const instance = await open({ attributes: { emailAddress: 'off', phoneNumber: 'required', password: 'off' } });
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { phone_number: PHONE });
    const path = `${SIGN_UPS}/${response.id}`;
    await sent(browser, `${path}/prepare_verification`, { strategy: 'phone_code' });
    const form = { strategy: 'phone_code', code: newestCode(instance, PHONE) };
    const redeem = sender(browser, `${path}/attempt_verification`, form);
    return { instance, redeem, outcome: sessionsIn(browser) };
  },
  async 'a link at sign-up and the code of its mail'(open) {
    const instance = await open({ emailLink: true });
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { email_address: EMAIL, password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await sent(browser, `${path}/prepare_verification`, { strategy: 'email_link', redirect_url: LANDING });
    const { token } = lastLink(instance, EMAIL);
    const form = { strategy: 'email_link', code: newestCode(instance, EMAIL) };
    const typed = sender(browser, `${path}/attempt_verification`, form);
    let turn = 0;
    const redeem = async () => (turn++ % 2 === 0 ? typed() : (await confirm(browser, token)).outcome === 'verified');
    return { instance, redeem, outcome: sessionsIn(browser) };
  },
  async 'a code to an address that is added'(open) {
    const { instance, home } = await withAda(open);
    const { response } = await home.post('/v1/me/email_addresses', { email_address: OTHER_EMAIL });
    const path = `/v1/me/email_addresses/${response.id}`;
    await sent(home, `${path}/prepare_verification`, { strategy: 'email_code' });
    const form = { code: newestCode(instance, OTHER_EMAIL) };
    return { instance, redeem: sender(home, `${path}/attempt_verification`, form) };
  },
  async 'a link to an address that is added'(open) {
    const { instance, home, userId } = await withAda(open);
    const { response } = await home.post('/v1/me/email_addresses', { email_address: OTHER_EMAIL });
    const path = `/v1/me/email_addresses/${response.id}`;
    await sent(home, `${path}/prepare_verification`, { strategy: 'email_link', redirect_url: LANDING });
    const { token } = lastLink(instance, OTHER_EMAIL);
    const redeem = async () => (await confirm(home, token)).outcome === 'verified';
    return { instance, redeem, outcome: sessionsOf(instance, userId) };
  },
  async 'a mailed code for a new password'(open) {
    const { instance } = await withAda(open);
    return resetCode(instance, 'reset_password_email_code', EMAIL);
  },
  async 'a code to a phone for a new password'(open) {
    const instance = await open({ attributes: { emailAddress: 'off', phoneNumber: 'required' } });
    await signUpWithPhone(instance, instance.browser(), PHONE, { password: PASSWORD });
    return resetCode(instance, 'reset_password_phone_code', PHONE);
  },
  async 'a mailed code for an unknown device'(open) {
    const { browser, path, ...rest } = await strange(open);
    await sent(browser, `${path}/prepare_second_factor`, { strategy: 'email_code' });
    const form = { strategy: 'email_code', code: newestCode(rest.instance, EMAIL) };
    return { ...rest, redeem: sender(browser, `${path}/attempt_second_factor`, form) };
  },
  async 'a link for an unknown device'(open) {
    const { browser, path, ...rest } = await strange(open);
    await sent(browser, `${path}/prepare_second_factor`, { strategy: 'email_link', redirect_url: LANDING });
    const { token } = lastLink(rest.instance, EMAIL);
    return { ...rest, redeem: async () => (await confirm(browser, token)).outcome === 'verified' };
  },
  async 'the answer of a provider at sign-in'(open, idp) {
    const instance = await open(withProvider(idp.issuer));
    const userId = await signUpWith(instance, idp, 'ada');
    const browser = instance.browser();
    const start = await browser.post(SIGN_INS, { strategy: STRATEGY, ...PAGES });
    const callback = await idp.authorize(authorizationOf(start), 'ada');
    const redeem = async () => {
      const { status, location } = await comeBack(browser, callback);
      assert.equal(status, 303);
      return location === PAGES.action_complete_redirect_url;
    };
    return { instance, redeem, outcome: sessionsOf(instance, userId), expected: 2 };
  },
  async 'the first value of an authenticator app'(open) {
    const { instance, home } = await withAda(open);
    const { response } = await home.post('/v1/me/totp');
    const secret = Secret.fromBase32(response.secret);
    const code = TOTP.generate({ secret, timestamp: instance.clock.now() });
    return { instance, redeem: sender(home, '/v1/me/totp/attempt_verification', { code }) };
  },
  async 'a passkey, asked for again'(open) {
    const authenticator = new Authenticator();
    const { instance, prepare, redeem } = await stale(open, (_, home) => enrolPasskey(home, authenticator));
    const { nonce } = await prepare('first', 'passkey');
    const form = { strategy: 'passkey', public_key_credential: authenticator.get(nonce) };
    return { instance, redeem: redeem('first', form) };
  },
  async 'a wallet, asked for again'(open) {
    const wallet = createTestWallet();
    const { instance, prepare, redeem } = await stale(open, (_, home) => addWallet(home, wallet));
    const { message } = await prepare('first', METAMASK);
    return { instance, redeem: redeem('first', { strategy: METAMASK, signature: wallet.sign(message) }) };
  },
  async 'a code to a phone, asked for again'(open) {
    const { instance, prepare, redeem } = await stale(open, addOwnPhone);
    await prepare('first', 'phone_code');
    const form = { strategy: 'phone_code', code: newestCode(instance, PHONE) };
    return { instance, redeem: redeem('first', form) };
  },
  async 'a value of an authenticator app, asked for again'(open) {
    let value = () => '';
    const { instance, redeem, withPassword } = await stale(open, async (at, home) => {
      const app = await enrolTotp(at, home);
      value = () => app.code();
    });
    await withPassword();
    return { instance, redeem: redeem('second', { strategy: 'totp', code: value() }) };
  },
  async 'a backup code, asked for again'(open) {
    let codes: string[] = [];
    const { instance, redeem, withPassword } = await stale(open, async (at, home) => {
      codes = (await enrolTotp(at, home)).backupCodes;
    });
    await withPassword();
    return { instance, redeem: redeem('second', { strategy: 'backup_code', code: codes[0] ?? '' }) };
  },
  async 'a code to a second phone, asked for again'(open) {
    const { instance, prepare, redeem, withPassword } = await stale(open, addSecondPhone);
    await withPassword();
    await prepare('second', 'phone_code');
    const form = { strategy: 'phone_code', code: newestCode(instance, PHONE) };
    return { instance, redeem: redeem('second', form) };
  },
};

onEachStorage(`of ${PARALLEL} parallel redemptions one wins`, (openInstance) => {
  const open: Open = (config) => openInstance({ config });
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([{ sub: 'ada', email: 'ada@other.example', email_verified: true }]);
  });
  after(() => idp.close());

  for (const [name, make] of Object.entries(VALUES)) {
    it(`one parallel redemption of ${name} wins`, async () => {
      const { redeem, outcome, expected = 1 } = await make(open, idp);
      const answers = await Promise.all(Array.from({ length: PARALLEL }, redeem));
      assert.equal(answers.filter(Boolean).length, 1);
      assert.equal(await redeem(), false, 'nor is it worth anything later');
      if (outcome) assert.equal(await outcome(), expected);
    });
  }

  it('one parallel authorization response wins when an account is connected', async () => {
    const { instance, home, userId } = await withAda(open, withProvider(idp.issuer));
    const start = await home.post('/v1/me/external_accounts', { strategy: STRATEGY, ...PAGES });
    const callback = await idp.authorize(authorizationOf(start), 'ada');
    const exchanges = () => idp.requests.filter((path) => path === '/token').length;
    const before = exchanges();
    // The server redirects every callback to the page that started the authorization.
    const answers = await Promise.all(Array.from({ length: PARALLEL }, () => comeBack(home, callback)));
    assert.ok(answers.every(({ status }) => status === 303));
    assert.equal(exchanges() - before, 1);
    assert.equal((await instance.storage.listExternalAccounts([userId])).length, 1);
    assert.equal(instance.mailbox.to(EMAIL).filter(({ template }) => template === 'notification').length, 1);
  });
});
