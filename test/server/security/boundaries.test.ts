import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { LOCK_MS, MAX_TRIES } from '../../../src/server/users/lockout.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { askForLink, confirm, lastLink, openPage } from '../../support/links.ts';
import { answerPasskey, beginPasskey, enrolPasskey } from '../../support/passkey-steps.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { createTestWallet } from '../../support/test-wallet.ts';
import { ticketsOf } from '../../support/tickets.ts';
import { prepareSignUp } from '../../support/wallets.ts';
import {
  authorizationOf,
  comeBack,
  PAGES,
  signInWith,
  signUpWith,
  startProvider,
  STRATEGY,
  withProvider,
} from '../factors/oauth/sign-in-with.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const MINUTE = 60_000;
const DAY = 86_400_000;

const CONFIG: Partial<ConfigInput> = {
  attributes: { web3Wallet: 'optional' },
  emailLink: true,
  passkeys: { enabled: true },
  wallets: ['metamask'],
  session: { lifetimeSeconds: 7 * 86_400, inactivitySeconds: 3_600 },
};

let idp: OpenIdProvider;

/** Something that is good for a while. */
interface Timed {
  /** How long it is good for, in milliseconds from now. */
  lasts: number;
  /** Is it still good? */
  isGood(): Promise<boolean>;
}

/** An account with the address exists. `owner` is the browser that is signed in to it. */
type Begin = (instance: TestInstance, owner: TestBrowser, email: string) => Promise<Timed>;

const startCode = async (browser: TestBrowser, email: string, strategy: string): Promise<string> => {
  const { response } = await browser.post(SIGN_INS, { identifier: email, strategy });
  return `${SIGN_INS}/${response.id}`;
};
const signIn = (browser: TestBrowser, email: string) =>
  browser.post(SIGN_INS, { identifier: email, password: PASSWORD });

const LIMITED: Record<string, Begin> = {
  // First of all, since what a provider says has an end of its own.
  async 'an authorization'(instance) {
    const browser = instance.browser();
    const start = await browser.post(SIGN_INS, { strategy: STRATEGY, ...PAGES });
    const callback = await idp.authorize(authorizationOf(start), 'ada');
    const isGood = async () => (await comeBack(browser, callback)).location === PAGES.action_complete_redirect_url;
    return { lasts: 10 * MINUTE, isGood };
  },
  async 'the transfer of what a provider said'(instance) {
    const browser = instance.browser();
    await signInWith(browser, idp, strangers.next().value ?? '');
    const isGood = async () => (await browser.post(SIGN_UPS, { transfer: 'true', password: PASSWORD })).status === 200;
    return { lasts: 20 * MINUTE, isGood };
  },
  async 'a code to sign in with'(instance, _owner, email) {
    const browser = instance.browser();
    const path = await startCode(browser, email, 'email_code');
    const form = { strategy: 'email_code', code: newestCode(instance, email) };
    const isGood = async () => (await browser.post(`${path}/attempt_first_factor`, form)).status === 200;
    return { lasts: 10 * MINUTE, isGood };
  },
  async 'a code of a sign-up'(instance, _owner, email) {
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { email_address: `bo.${email}`, password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const form = { strategy: 'email_code', code: newestCode(instance, `bo.${email}`) };
    const isGood = async () => (await browser.post(`${path}/attempt_verification`, form)).status === 200;
    return { lasts: 10 * MINUTE, isGood };
  },
  async 'a code for another address'(instance, owner, email) {
    const { response } = await owner.post('/v1/me/email_addresses', { email_address: `work.${email}` });
    const path = `/v1/me/email_addresses/${response.id}`;
    await owner.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = newestCode(instance, `work.${email}`);
    const isGood = async () => (await owner.post(`${path}/attempt_verification`, { code })).status === 200;
    return { lasts: 10 * MINUTE, isGood };
  },
  async 'the page behind a mailed link'(instance, _owner, email) {
    const browser = instance.browser();
    await askForLink(browser, email);
    const { path } = lastLink(instance, email);
    return { lasts: 10 * MINUTE, isGood: async () => (await openPage(browser, path)).status === 200 };
  },
  async 'the answer on the page behind a mailed link'(instance, _owner, email) {
    const browser = instance.browser();
    await askForLink(browser, email);
    const { token } = lastLink(instance, email);
    return { lasts: 10 * MINUTE, isGood: async () => (await confirm(browser, token)).outcome === 'verified' };
  },
  async 'the challenge of a passkey'(instance, owner) {
    const authenticator = new Authenticator();
    await enrolPasskey(owner, authenticator);
    const browser = instance.browser();
    const { id, nonce } = await beginPasskey(browser);
    const isGood = async () => (await answerPasskey(browser, id, authenticator.get(nonce))).status === 200;
    return { lasts: 10 * MINUTE, isGood };
  },
  async 'the message of a wallet'(instance) {
    const wallet = createTestWallet();
    const { message, attempt } = await prepareSignUp(instance.browser(), wallet);
    return { lasts: 10 * MINUTE, isGood: async () => (await attempt(wallet.sign(message))).status === 200 };
  },
  async 'an invitation'(instance, _owner, email) {
    const form = { emailAddress: `bo.${email}`, expiresInDays: 1 };
    const { token } = await ticketsOf(instance).invitations.create(form);
    const use = { ticket: token, strategy: 'ticket', password: PASSWORD };
    return { lasts: DAY, isGood: async () => (await instance.browser().post(SIGN_UPS, use)).status === 200 };
  },
  async 'a sign-in token'(instance, owner) {
    const { response } = await owner.get('/v1/me');
    const { token } = await ticketsOf(instance).signInTokens.create({ userId: response.id, expiresInSeconds: 60 });
    const use = { ticket: token, strategy: 'ticket' };
    return { lasts: MINUTE, isGood: async () => (await instance.browser().post(SIGN_INS, use)).status === 200 };
  },
  async 'an open sign-in'(instance, _owner, email) {
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: email });
    const form = { strategy: 'password', password: PASSWORD };
    const path = `${SIGN_INS}/${response.id}/attempt_first_factor`;
    return { lasts: DAY, isGood: async () => (await browser.post(path, form)).status === 200 };
  },
  async 'an open sign-up'(instance, _owner, email) {
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { email_address: `bo.${email}`, password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    return { lasts: DAY, isGood: async () => (await browser.override('PATCH', path, {})).status === 200 };
  },
  async 'the right to set a new password'(instance, _owner, email) {
    const browser = instance.browser();
    const path = await startCode(browser, email, 'reset_password_email_code');
    const form = { strategy: 'reset_password_email_code', code: newestCode(instance, email) };
    await browser.post(`${path}/attempt_first_factor`, form);
    const change = { password: 'another long phrase' };
    return {
      lasts: 60 * MINUTE,
      isGood: async () => (await browser.post(`${path}/reset_password`, change)).status === 200,
    };
  },
  async 'a session in use'(instance, _owner, email) {
    const browser = instance.browser();
    const { response } = await signIn(browser, email);
    // In use until a moment before it is over: nothing but its lifetime ends it.
    const row = await instance.storage.findSession(response.created_session_id);
    const { created_session_id: id } = response;
    const nowhere = { ip_address: null, city: null, country: null };
    await instance.storage.touchSession(id, row?.expire_at ?? 0, instance.clock.now(), true, nowhere);
    return { lasts: 7 * DAY, isGood: async () => (await browser.get('/v1/me')).status === 200 };
  },
  async 'an unused session'(instance, _owner, email) {
    const browser = instance.browser();
    const { response } = await signIn(browser, email);
    const path = `/v1/client/sessions/${response.created_session_id}/tokens`;
    return { lasts: 60 * MINUTE, isGood: async () => (await browser.post(path)).status === 200 };
  },
  async 'a reverification'(_instance, owner, email) {
    const isGood = async () =>
      (await owner.post('/v1/me/email_addresses', { email_address: `work.${email}` })).status === 200;
    return { lasts: 10 * MINUTE, isGood };
  },
  async 'the cookie of a browser'(instance, _owner, email) {
    const browser = instance.browser();
    const { client } = await browser.post(SIGN_INS, { identifier: email });
    const lasts = (client?.cookie_expires_at ?? 0) - instance.clock.now();
    return { lasts, isGood: async () => (await browser.get('/v1/client')).response !== null };
  },
};

/** Waits: the next try is possible once they are over. */
const WAITS: Record<string, Begin> = {
  async 'the lock of an account'(instance, owner, email) {
    const { response } = await owner.get('/v1/me');
    const retry_at = instance.clock.now() + LOCK_MS;
    const lock = { failed_attempts: MAX_TRIES, retry_at };
    await instance.storage.updateUser(response.id, lock, instance.clock.now());
    return { lasts: LOCK_MS, isGood: async () => (await signIn(instance.browser(), email)).status === 403 };
  },
  async 'the wait after many wrong passwords'(instance, _owner, email) {
    const guess = () => instance.browser().post(SIGN_INS, { identifier: email, password: 'a wrong long phrase' });
    for (let i = 0; i < 10; i++) await guess();
    return { lasts: 1_000, isGood: async () => (await signIn(instance.browser(), email)).status === 429 };
  },
  async 'the pause between two messages'(instance, _owner, email) {
    await startCode(instance.browser(), email, 'email_code');
    const ask = () => instance.browser().post(SIGN_INS, { identifier: email, strategy: 'email_code' });
    return { lasts: 30_000, isGood: async () => (await ask()).status === 429 };
  },
};

/** Accounts at the provider that no user has connected. */
const STRANGERS = Array.from({ length: 6 }, (_, i) => `stranger${i}@example.com`);
const strangers = STRANGERS.values();

for (const storage of ['sqlite', 'pglite'] as const) {
  describe(`time on the server (${storage === 'sqlite' ? 'SQLite' : 'Postgres'}):`, () => {
    let instance: TestInstance;
    let people = 0;
    before(async () => {
      idp = await startProvider([
        { sub: 'ada', email: 'ada@example.com', email_verified: true },
        ...STRANGERS.map((email) => ({ sub: email, email, email_verified: true })),
      ]);
      instance = await getTestInstance({ storage, config: { ...CONFIG, ...withProvider(idp.issuer) } });
      await signUpWith(instance, idp, 'ada');
    });
    after(async () => {
      await instance.close();
      await idp.close();
    });

    const begin = async (make: Begin): Promise<Timed> => {
      const owner = instance.browser();
      const email = `person${people++}@example.com`;
      const { sessionId } = await instance.signUp(owner, email);
      // Messages and tries of the sign-up are long ago, its proof is not.
      instance.clock.advance(5 * MINUTE);
      const now = instance.clock.now();
      await instance.storage.verifySession(sessionId, { first_factor_at: now }, now);
      return make(instance, owner, email);
    };
    for (const [name, make] of Object.entries({ ...LIMITED, ...WAITS })) {
      it(`${name} counts a millisecond before its end, and not at its end or after`, async () => {
        for (const [offset, expected] of [
          [-1, true],
          [0, false],
          [1, false],
        ] as const) {
          const timed = await begin(make);
          instance.clock.advance(timed.lasts + offset);
          assert.equal(await timed.isGood(), expected, `${offset} ms`);
        }
      });
    }
  });
}
