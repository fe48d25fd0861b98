import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { isClerkAPIResponseError } from '../../../src/client/errors.ts';
import type { Clerk } from '../../../src/client/clerk.ts';
import { Device } from '../../support/device.ts';
import { type GoogleClaims, startGoogle, type TestGoogle, withOneTap } from '../../support/google.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { enrolTotp } from '../../support/second-factors.ts';

const ADA: GoogleClaims = { sub: '1010', email: 'ada@example.com', email_verified: true, given_name: 'Ada' };
const SIGN_IN = 'https://app.example.com/sign-in';
const SIGN_UP = 'https://app.example.com/sign-up';

describe('Google One Tap in the client', () => {
  let google: TestGoogle;
  let instance: TestInstance;
  before(async () => {
    google = await startGoogle();
  });
  after(() => google.close());
  afterEach(() => instance.close());

  const start = async (config: object = {}): Promise<void> => {
    instance = await getTestInstance({ config: { ...withOneTap(google), ...config } });
  };
  const tokenOf = (claims = ADA) => google.token(claims, { now: instance.clock.now() });
  /** Does what the element does with a token. @returns where it went */
  const tap = async (clerk: Clerk, params = {}): Promise<string[]> => {
    const went: string[] = [];
    const attempt = await clerk.authenticateWithGoogleOneTap({ token: await tokenOf(), ...params });
    assert.ok(attempt);
    await clerk.handleGoogleOneTapCallback(
      attempt,
      { signInForceRedirectUrl: '/in', signUpForceRedirectUrl: '/up' },
      (to) => went.push(to),
    );
    return went;
  };

  it('a stranger gets an account, and is signed in the next time', async () => {
    await start();
    const first = await new Device(instance).open();
    assert.deepEqual(await tap(first.clerk), ['/up']);
    assert.equal(first.clerk.user?.firstName, 'Ada');
    const second = await new Device(instance).open();
    assert.deepEqual(await tap(second.clerk), ['/in']);
    assert.equal(second.clerk.user?.id, first.clerk.user?.id);
  });

  it('a second factor that is due is asked on the sign-in page', async () => {
    await start({ secondFactors: { totp: true } });
    const owner = instance.browser();
    await instance.signUp(owner, 'ada@example.com');
    await enrolTotp(instance, owner);
    const { clerk } = await new Device(instance).open();
    assert.deepEqual(await tap(clerk), [`${SIGN_IN}#/factor-two`]);
    assert.equal(clerk.client?.signIn.status, 'needs_second_factor');
    assert.equal(clerk.isSignedIn, false);
  });

  it('a new account that lacks something is completed on the sign-up page, and consent given before counts', async () => {
    await start({ signUp: { legalConsent: true }, branding: { termsUrl: 'https://a.example/t' } });
    const { clerk } = await new Device(instance).open();
    assert.deepEqual(await tap(clerk), [`${SIGN_UP}#/continue`]);
    assert.deepEqual(clerk.client?.signUp.missingFields, ['legal_accepted']);
    const consenting = await new Device(instance).open();
    assert.deepEqual(await tap(consenting.clerk, { legalAccepted: true }), ['/up']);
  });

  it('an attempt to sign up with a known identity becomes a sign-in', async () => {
    await start();
    const first = await new Device(instance).open();
    await tap(first.clerk);
    const { clerk } = await new Device(instance).open();
    const signUp = await clerk.client?.signUp.create({ strategy: 'google_one_tap', token: await tokenOf() });
    assert.ok(signUp);
    assert.equal(signUp.verifications.externalAccount.status, 'transferable');
    await clerk.handleGoogleOneTapCallback(signUp, {}, () => {});
    assert.equal(clerk.user?.id, first.clerk.user?.id);
  });

  it('a token that the server refuses leaves everything as it was', async () => {
    await start();
    const { clerk } = await new Device(instance).open();
    const refused = clerk.authenticateWithGoogleOneTap({ token: 'not a token' });
    await assert.rejects(
      refused,
      (error) => isClerkAPIResponseError(error) && error.errors[0]?.code === 'oauth_token_exchange_error',
    );
    assert.equal(clerk.isSignedIn, false);
    assert.equal(clerk.client?.signUp.status, null);
  });

  it('a token that was bound to the page by a nonce needs its text', async () => {
    await start();
    const nonce = 'only this page knows it';
    const claims = { ...ADA, nonce: createHash('sha256').update(nonce).digest('base64url') };
    const { clerk } = await new Device(instance).open();
    const token = await tokenOf(claims);
    await assert.rejects(clerk.authenticateWithGoogleOneTap({ token }));
    assert.deepEqual(await tap(clerk, { token, nonce }), ['/up']);
  });
});
