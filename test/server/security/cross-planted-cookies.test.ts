import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { onEachStorage } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../support/openid-provider.ts';
import { newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { ticketOfficeOf } from '../../support/ticket-office.ts';
import { CALLBACK, signInWith, withProvider } from '../oauth/sign-in-with.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const EMAIL = 'grace@example.com';
const ORIGIN = 'https://clerk.example.com';

/** Checklist 34, for what follows from a proof when that is not a session yet. */
onEachStorage('a planted cookie', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startOpenIdProvider({
      clientId: 'app',
      clientSecret: 'secret',
      accounts: [{ sub: 'ada', email: 'ada@example.com', email_verified: true }],
      redirectUris: [ORIGIN + CALLBACK],
    });
  });
  after(() => idp.close());

  /** Two browsers with one cookie: the attacker's own, and the one it was planted in. */
  const plant = async (instance: TestInstance): Promise<{ attacker: TestBrowser; victim: TestBrowser }> => {
    const [attacker, victim] = [instance.browser(), instance.browser()];
    await attacker.post('/v1/client');
    victim.cookies.set('__client', attacker.cookies.get('__client') ?? '');
    return { attacker, victim };
  };
  const assertNothing = async (attacker: TestBrowser): Promise<void> => {
    const { response } = await attacker.get('/v1/client');
    assert.deepEqual(
      [response?.sessions ?? [], response?.sign_in ?? null, response?.sign_up ?? null],
      [[], null, null],
    );
  };

  it('makes no account of the identity that a victim proved at a provider', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    const { attacker, victim } = await plant(instance);
    const { attempt } = await signInWith(victim, idp, 'ada');
    assert.equal(attempt.first_factor_verification.status, 'transferable');
    const stolen = await attacker.post(SIGN_UPS, { transfer: 'true', password: PASSWORD });
    assert.equal(stolen.code, 'account_transfer_invalid');
    await assertNothing(attacker);
    const own = await victim.post(SIGN_UPS, { transfer: 'true', password: PASSWORD });
    assert.equal(own.response.status, 'complete');
  });

  it('signs in with no identity that a victim proved while signing up', async () => {
    const instance = await open({ config: withProvider(idp.issuer) });
    await signInWith(instance.browser(), idp, 'ada', 'sign_ups');
    const { attacker, victim } = await plant(instance);
    await signInWith(victim, idp, 'ada', 'sign_ups');
    assert.equal((await attacker.post(SIGN_INS, { transfer: 'true' })).code, 'account_transfer_invalid');
    assert.equal((await victim.post(SIGN_INS, { transfer: 'true' })).response.status, 'complete');
  });

  it('sets no password after the code of a victim, and takes no ticket of theirs', async () => {
    const instance = await open();
    const { userId } = await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    const { attacker, victim } = await plant(instance);
    const { response } = await victim.post(SIGN_INS, { identifier: EMAIL });
    const path = `${SIGN_INS}/${response.id}`;
    const strategy = 'reset_password_email_code';
    await victim.post(`${path}/prepare_first_factor`, { strategy });
    const form = { strategy, code: newestCode(instance, EMAIL) };
    assert.equal((await victim.post(`${path}/attempt_first_factor`, form)).response.status, 'needs_new_password');
    const password = 'a phrase of the attacker';
    assert.equal((await attacker.post(`${path}/reset_password`, { password })).status, 404);
    await assertNothing(attacker);

    const second = await plant(instance);
    const { token } = await ticketOfficeOf(instance).signInTokens.create({ userId });
    const signedIn = await second.victim.post(SIGN_INS, { strategy: 'ticket', ticket: token });
    assert.equal(signedIn.response.status, 'complete');
    await assertNothing(second.attacker);
  });

  it('changes nothing of a sign-up that a victim began', async () => {
    const instance = await open();
    const { attacker, victim } = await plant(instance);
    const { response } = await victim.post(SIGN_UPS, { email_address: EMAIL });
    const path = `${SIGN_UPS}/${response.id}`;
    const changed = await attacker.override('PATCH', path, { password: 'a phrase of the attacker' });
    assert.equal(changed.status, 404);
    await assertNothing(attacker);
  });
});
