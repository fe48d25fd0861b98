import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { comeBack, STRATEGY, startProvider, withProvider } from '../../server/factors/oauth/sign-in-with.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { confirm, lastLink } from '../../support/links.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { addPasskeysToPage } from '../../support/passkey-page.ts';
import { addSecondPhone, PHONE } from '../../support/phone-account.ts';
import { newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { createTestWallet } from '../../support/test-wallet.ts';
import { METAMASK, WALLET_ONLY } from '../../support/wallets.ts';
import { ticketsOf } from '../../support/tickets.ts';
import { type FuturePage, openFuture } from './open-future.ts';

const ADA = 'ada@example.com';
const PAGE = 'https://app.example.com';

/** Makes calls that all have to succeed. */
async function all(...calls: (() => Promise<{ error: unknown }>)[]): Promise<void> {
  for (const call of calls) assert.deepEqual(await call(), { error: null });
}

describe('further ways to sign in and up with the newer custom-flow API', () => {
  const undo: (() => unknown)[] = [];
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([{ sub: 'ada', email: ADA, email_verified: true }]);
  });
  after(() => idp.close());
  afterEach(async () => {
    for (const each of undo.splice(0).toReversed()) await each();
  });

  async function start(options: Parameters<typeof getTestInstance>[0]): Promise<TestInstance> {
    const instance = await getTestInstance(options);
    undo.push(() => instance.close());
    return instance;
  }

  /** Lets time pass, for the page and the server. */
  async function advance(instance: TestInstance, { world }: FuturePage, milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 1000) {
      instance.clock.advance(Math.min(1000, left));
      await world.advance(Math.min(1000, left));
      for (let i = 0; i < 10; i++) await flush();
    }
  }

  test('a link signs in the page that waits for it', async () => {
    const instance = await start({ config: { emailLink: true } });
    await instance.signUp(instance.browser(), ADA);
    instance.clock.advance(60_000);
    const browser = instance.browser();
    const page = await openFuture(instance, { browser });
    const { signIn } = page.state.signInSignal();
    await all(() => signIn.emailLink.sendLink({ emailAddress: ADA, verificationUrl: '/verify' }));
    const waiting = signIn.emailLink.waitForVerification();
    await advance(instance, page, 2_000);
    assert.equal(page.state.signInSignal().fetchStatus, 'fetching');
    const { to, session } = await confirm(browser, lastLink(instance, ADA).token);
    assert.equal(to?.pathname, '/verify');
    await advance(instance, page, 2_000);
    assert.deepEqual(await waiting, { error: null });
    assert.deepEqual([signIn.status, signIn.createdSessionId], ['complete', session]);
    await all(() => signIn.finalize());
    assert.equal(page.clerk.session?.id, session);

    const landed = await openFuture(instance, { browser, url: to?.href ?? '' });
    assert.deepEqual(landed.state.signInSignal().signIn.emailLink.verification, {
      status: 'verified',
      createdSessionId: session,
      verifiedFromTheSameClient: true,
    });
    assert.deepEqual(
      landed.state.signUpSignal().signUp.verifications.emailLinkVerification,
      landed.state.signInSignal().signIn.emailLink.verification,
    );
  });

  test('a link that nobody opens keeps a page waiting only until the sign-in is reset', async () => {
    const instance = await start({ config: { emailLink: true } });
    await instance.signUp(instance.browser(), ADA);
    instance.clock.advance(60_000);
    const page = await openFuture(instance);
    const { signIn } = page.state.signInSignal();
    await all(() => signIn.emailLink.sendLink({ emailAddress: ADA, verificationUrl: `${PAGE}/verify` }));
    const waiting = signIn.emailLink.waitForVerification();
    await all(() => signIn.reset());
    await advance(instance, page, 2_000);
    assert.deepEqual(await waiting, { error: null });
    assert.deepEqual([signIn.status, page.state.signInSignal().fetchStatus], ['needs_identifier', 'idle']);
  });

  test('a link signs up', async () => {
    const instance = await start({ config: { emailLink: true, emailCode: false } });
    const browser = instance.browser();
    const page = await openFuture(instance, { browser });
    const { signUp } = page.state.signUpSignal();
    await all(
      () => signUp.create({ emailAddress: ADA, password: PASSWORD, firstName: 'Ada', unsafeMetadata: { plan: 'pro' } }),
      () => signUp.verifications.sendEmailLink({ verificationUrl: '/verify' }),
    );
    const waiting = signUp.verifications.waitForEmailLinkVerification();
    await confirm(browser, lastLink(instance, ADA).token);
    await advance(instance, page, 2_000);
    assert.deepEqual(await waiting, { error: null });
    assert.equal(signUp.status, 'complete');
    await all(() => signUp.finalize());
    assert.deepEqual(page.clerk.user?.unsafeMetadata, { plan: 'pro' });
    assert.equal(page.clerk.user?.firstName, 'Ada');
  });

  test('a sign-up with an address and a number verifies both, and its fields can be changed', async () => {
    const instance = await start({ config: { attributes: { phoneNumber: 'required' } } });
    const page = await openFuture(instance);
    const { signUp } = page.state.signUpSignal();
    await all(() => signUp.password({ emailAddress: ADA, password: PASSWORD }));
    assert.deepEqual(signUp.missingFields, ['phone_number']);
    const { error } = await signUp.update({ phoneNumber: '123' });
    assert.equal(page.state.signUpSignal().errors.fields.phoneNumber?.code, error?.errors?.[0]?.code);
    await all(
      () => signUp.update({ phoneNumber: PHONE, firstName: 'Ada' }),
      () => signUp.verifications.sendPhoneCode(),
      () => signUp.verifications.verifyPhoneCode({ code: newestCode(instance, PHONE) }),
      () => signUp.verifications.sendEmailCode(),
      () => signUp.verifications.verifyEmailCode({ code: newestCode(instance, ADA) }),
    );
    assert.deepEqual([signUp.status, signUp.firstName, signUp.phoneNumber], ['complete', 'Ada', PHONE]);
  });

  test('an invitation signs up', async () => {
    const instance = await start({ config: { signUp: { mode: 'restricted' } } });
    const { token } = await ticketsOf(instance).invitations.create({ emailAddress: ADA });
    const page = await openFuture(instance, { url: `${PAGE}/?__clerk_ticket=${token}` });
    const { signUp } = page.state.signUpSignal();
    await all(() => signUp.ticket());
    assert.deepEqual(signUp.missingFields, ['password']);
    await all(() => signUp.password({ password: PASSWORD }));
    assert.equal(signUp.status, 'complete');
  });

  test('a code by SMS, and a passkey, give the second factor', async () => {
    const instance = await start({
      config: {
        passkeys: { enabled: true },
        attributes: { phoneNumber: 'optional' },
        secondFactors: { phoneCode: true },
      },
    });
    const authenticator = addPasskeysToPage(new Authenticator());
    undo.push(() => authenticator.remove());
    const home = instance.browser();
    await instance.signUp(home, ADA);
    const first = await openFuture(instance, { browser: home });
    await first.clerk.user?.createPasskey();
    await addSecondPhone(instance, home);
    for (const way of ['phone', 'passkey'] as const) {
      instance.clock.advance(60_000);
      const page = await openFuture(instance);
      const { signIn } = page.state.signInSignal();
      await all(() => signIn.password({ emailAddress: ADA, password: PASSWORD }));
      assert.equal(signIn.status, 'needs_second_factor');
      if (way === 'passkey') await all(() => signIn.mfa.passkey());
      else {
        await all(
          () => signIn.mfa.sendPhoneCode(),
          () => signIn.mfa.verifyPhoneCode({ code: newestCode(instance, PHONE) }),
        );
      }
      assert.equal(signIn.status, 'complete', way);
    }
  });

  test('a code by email establishes trust in a new device', async () => {
    const instance = await start({ config: { clientTrust: true } as object });
    await instance.signUp(instance.browser(), ADA);
    instance.clock.advance(60_000);
    const page = await openFuture(instance);
    const { signIn } = page.state.signInSignal();
    await all(() => signIn.password({ emailAddress: ADA, password: PASSWORD }));
    assert.equal(signIn.status, 'needs_client_trust');
    await all(
      () => signIn.mfa.sendEmailCode(),
      () => signIn.mfa.verifyEmailCode({ code: newestCode(instance, ADA) }),
    );
    assert.equal(signIn.status, 'complete');
  });

  for (const flow of [undefined, 'discoverable', 'autofill'] as const) {
    test(`a passkey signs in, with ${flow ?? 'the account identified'}`, async () => {
      const instance = await start({ config: { passkeys: { enabled: true } } });
      const authenticator = addPasskeysToPage(new Authenticator());
      undo.push(() => authenticator.remove());
      const home = instance.browser();
      await instance.signUp(home, ADA);
      await (await openFuture(instance, { browser: home })).clerk.user?.createPasskey();
      const page = await openFuture(instance);
      const { signIn } = page.state.signInSignal();
      if (!flow) await all(() => signIn.create({ identifier: ADA }));
      const done = signIn.passkey(flow && { flow });
      if (flow === 'autofill') {
        for (let i = 0; i < 50 && !authenticator.waiting; i++) await flush();
        authenticator.choose();
      }
      assert.deepEqual(await done, { error: null });
      await all(() => signIn.finalize());
      assert.equal(page.clerk.user?.primaryEmailAddress?.emailAddress, ADA);
    });
  }

  test('a browser without passkeys is told so before anything is sent', async () => {
    const instance = await start({ config: { passkeys: { enabled: true } } });
    const page = await openFuture(instance);
    const { error } = await page.state.signInSignal().signIn.passkey({ flow: 'discoverable' });
    assert.equal(error?.code, 'passkey_not_supported');
    assert.deepEqual(page.sent, []);
    assert.equal(page.state.signInSignal().errors.global?.[0]?.isClerkRuntimeError(), true);
  });

  test('a wallet signs up, and then signs in', async () => {
    const instance = await start({ config: WALLET_ONLY });
    const target = globalThis as { window?: unknown };
    const open = async (): Promise<FuturePage> => {
      const window = new EventTarget();
      target.window = window;
      undo.push(() => delete target.window);
      createTestWallet({ privateKey: '33'.repeat(32) }).install(window as Window);
      return openFuture(instance);
    };
    const first = await open();
    const { signUp } = first.state.signUpSignal();
    await all(
      () => signUp.web3({ strategy: METAMASK, unsafeMetadata: { plan: 'pro' } }),
      () => signUp.finalize(),
    );
    const userId = first.clerk.user?.id;
    assert.deepEqual(first.clerk.user?.unsafeMetadata, { plan: 'pro' });
    const second = await open();
    const { signIn } = second.state.signInSignal();
    await all(
      () => signIn.web3({ strategy: METAMASK, provider: 'metamask' }),
      () => signIn.finalize(),
    );
    assert.equal(second.clerk.user?.id, userId);
  });

  async function viaProvider(browser: TestBrowser, page: FuturePage): Promise<string | null> {
    const left = page.tab.visited.at(-1)?.url ?? '';
    return (await comeBack(browser, await idp.authorize(left, 'ada'))).location;
  }

  test('a provider signs up, and signs in', async () => {
    const instance = await start({ config: withProvider(idp.issuer) });
    const urls = { strategy: STRATEGY, redirectUrl: '/home', redirectCallbackUrl: '/sso-callback' };
    const browser = instance.browser();
    const page = await openFuture(instance, { browser });
    await all(() => page.state.signUpSignal().signUp.sso({ ...urls, unsafeMetadata: { plan: 'pro' } }));
    assert.equal(await viaProvider(browser, page), `${PAGE}/home`);
    const after = await openFuture(instance, { browser });
    assert.deepEqual(after.clerk.user?.unsafeMetadata, { plan: 'pro' });

    const away = instance.browser();
    const other = await openFuture(instance, { browser: away });
    await all(() => other.state.signInSignal().signIn.sso(urls));
    assert.equal(await viaProvider(away, other), `${PAGE}/home`);
    assert.equal((await openFuture(instance, { browser: away })).clerk.user?.id, after.clerk.user?.id);
  });

  test('a sign-in without an account transfers to a sign-up, and a sign-up with one to a sign-in', async () => {
    const instance = await start({ config: withProvider(idp.issuer) });
    const urls = { strategy: STRATEGY, redirectUrl: '/home', redirectCallbackUrl: '/sso-callback' };
    const browser = instance.browser();
    const begun = await openFuture(instance, { browser });
    await all(() => begun.state.signInSignal().signIn.sso(urls));
    assert.equal(await viaProvider(browser, begun), `${PAGE}/sso-callback`);
    const page = await openFuture(instance, { browser, url: `${PAGE}/sso-callback` });
    assert.equal(page.state.signInSignal().signIn.isTransferable, true);
    const { signUp } = page.state.signUpSignal();
    await all(
      () => signUp.create({ transfer: true }),
      () => signUp.finalize(),
    );
    const userId = page.clerk.user?.id;
    assert.ok(userId);

    const away = instance.browser();
    const other = await openFuture(instance, { browser: away });
    await all(() => other.state.signUpSignal().signUp.sso(urls));
    assert.equal(await viaProvider(away, other), `${PAGE}/sso-callback`);
    const back = await openFuture(instance, { browser: away });
    assert.equal(back.state.signUpSignal().signUp.isTransferable, true);
    const { signIn } = back.state.signInSignal();
    await all(
      () => signIn.create({ transfer: true }),
      () => signIn.finalize(),
    );
    assert.equal(back.clerk.user?.id, userId);
  });

  test('the waitlist takes an address, and shows what is wrong with another one', async () => {
    const instance = await start({ config: { signUp: { mode: 'waitlist' } } });
    const { state } = await openFuture(instance);
    const { waitlist } = state.waitlistSignal();
    assert.deepEqual([waitlist.id, waitlist.createdAt], ['', null]);
    await waitlist.join({ emailAddress: 'nobody' });
    assert.ok(state.waitlistSignal().errors.fields.emailAddress);
    await all(() => waitlist.join({ emailAddress: ADA }));
    assert.ok(waitlist.id);
    assert.ok(waitlist.createdAt instanceof Date);
    assert.equal(state.__internal_waitlist.id, waitlist.id);
  });
});
