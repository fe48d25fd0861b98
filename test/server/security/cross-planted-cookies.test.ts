import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { confirm, lastLink } from '../../support/links.ts';
import { makeLegacy, plant } from '../../support/planted-client.ts';
import { newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { ticketsOf } from '../../support/tickets.ts';
import {
  authorizationOf,
  comeBack,
  PAGES,
  signInWith,
  startProvider,
  STRATEGY,
  withProvider,
} from '../factors/oauth/sign-in-with.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const EMAIL = 'grace@example.com';

/** docs/security.md, 34, for what follows from a proof when that is not a session yet. */
onSqlite('a planted cookie', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([{ sub: 'ada', email: 'ada@example.com', email_verified: true }]);
  });
  after(() => idp.close());

  /** Two browsers with one cookie: the attacker's own, and the one it was planted in. */
  const plantNew = async (instance: TestInstance): Promise<{ attacker: TestBrowser; victim: TestBrowser }> => {
    const attacker = instance.browser();
    await attacker.post('/v1/client');
    return { attacker, victim: await plantIn(instance, attacker) };
  };
  /** The strongest position of an attacker: a client from before the prefix. A newer one reaches no browser. */
  const plantIn = async (instance: TestInstance, attacker: TestBrowser): Promise<TestBrowser> => {
    const victim = instance.browser();
    await makeLegacy(instance, attacker);
    plant(attacker, victim);
    return victim;
  };
  const assertNothing = async (attacker: TestBrowser): Promise<void> => {
    const { response } = await attacker.get('/v1/client');
    assert.deepEqual(
      [response?.sessions ?? [], response?.sign_in ?? null, response?.sign_up ?? null],
      [[], null, null],
    );
  };

  it('a planted cookie creates no account from a victim’s identity at a provider', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const { attacker, victim } = await plantNew(instance);
    const { attempt } = await signInWith(victim, idp, 'ada');
    assert.equal(attempt.first_factor_verification.status, 'transferable');
    const stolen = await attacker.post(SIGN_UPS, { transfer: 'true', password: PASSWORD });
    assert.equal(stolen.code, 'account_transfer_invalid');
    await assertNothing(attacker);
    const own = await victim.post(SIGN_UPS, { transfer: 'true', password: PASSWORD });
    assert.equal(own.response.status, 'complete');
  });

  it('a planted cookie does not sign in with an identity that a victim proved at sign-up', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    await signInWith(instance.browser(), idp, 'ada', 'sign_ups');
    const { attacker, victim } = await plantNew(instance);
    await signInWith(victim, idp, 'ada', 'sign_ups');
    assert.equal((await attacker.post(SIGN_INS, { transfer: 'true' })).code, 'account_transfer_invalid');
    assert.equal((await victim.post(SIGN_INS, { transfer: 'true' })).response.status, 'complete');
  });

  it('a planted cookie sets no password after a victim’s code, and uses no ticket of theirs', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    const { attacker, victim } = await plantNew(instance);
    const { response } = await victim.post(SIGN_INS, { identifier: EMAIL });
    const path = `${SIGN_INS}/${response.id}`;
    const strategy = 'reset_password_email_code';
    await victim.post(`${path}/prepare_first_factor`, { strategy });
    const form = { strategy, code: newestCode(instance, EMAIL) };
    assert.equal((await victim.post(`${path}/attempt_first_factor`, form)).response.status, 'needs_new_password');
    const password = 'a phrase of the attacker';
    assert.equal((await attacker.post(`${path}/reset_password`, { password })).status, 404);
    await assertNothing(attacker);

    const second = await plantNew(instance);
    const { token } = await ticketsOf(instance).signInTokens.create({ userId });
    const signedIn = await second.victim.post(SIGN_INS, { strategy: 'ticket', ticket: token });
    assert.equal(signedIn.response.status, 'complete');
    await assertNothing(second.attacker);
  });

  it('a planted cookie changes nothing of a victim’s sign-up', async () => {
    const instance = await open();
    const { attacker, victim } = await plantNew(instance);
    const { response } = await victim.post(SIGN_UPS, { email_address: EMAIL });
    const path = `${SIGN_UPS}/${response.id}`;
    const changed = await attacker.override('PATCH', path, { password: 'a phrase of the attacker' });
    assert.equal(changed.status, 404);
    await assertNothing(attacker);
  });

  it('a planted cookie leads no victim into an attacker’s sign-up', async () => {
    const instance = await open();
    const attacker = instance.browser();
    const { response } = await attacker.post(SIGN_UPS, { email_address: EMAIL, password: 'a phrase of the attacker' });
    const path = `${SIGN_UPS}/${response.id}`;
    const victim = await plantIn(instance, attacker);
    const { status, client } = await victim.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    assert.deepEqual([status, client], [404, null]);
    assert.equal((await victim.get('/v1/client')).response.sign_up, null);
    assert.equal((await attacker.override('PATCH', path, { password: 'another phrase' })).status, 404);
    await assertNothing(attacker);
  });

  it('a planted cookie leads no identity of a victim to the attacker’s authorization', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const attacker = instance.browser();
    const start = await attacker.post(SIGN_UPS, { strategy: STRATEGY, ...PAGES, password: PASSWORD });
    const victim = await plantIn(instance, attacker);
    const callback = await idp.authorize(authorizationOf(start), 'ada');
    assert.equal((await comeBack(victim, callback)).location, instance.config.signInUrl);
    await assertNothing(attacker);
  });

  it('a planted cookie does not make an email link count as opened where it was requested', async () => {
    const instance = await open({ config: { emailLink: true } });
    const attacker = instance.browser();
    const { response } = await attacker.post(SIGN_UPS, { email_address: EMAIL, password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await attacker.post(`${path}/prepare_verification`, { strategy: 'email_link', redirect_url: PAGES.redirect_url });
    const victim = await plantIn(instance, attacker);
    const { outcome } = await confirm(victim, lastLink(instance, EMAIL).token);
    assert.equal(outcome, 'client_mismatch');
    await assertNothing(attacker);
  });
});
