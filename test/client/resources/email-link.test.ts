import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { isEmailLinkError } from '../../../src/client/errors.ts';
import { type FakeTab, FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { confirm, lastLink } from '../../support/links.ts';

const EMAIL = 'ada@example.com';
const PAGE = 'https://app.example.com/verify';

describe('createEmailLinkFlow and handleEmailLinkVerification, against the server', () => {
  let instance: TestInstance;
  let worlds: FakeWorld[];
  beforeEach(async () => {
    instance = await getTestInstance({ config: { emailLink: true } });
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(60_000);
    worlds = [];
  });
  afterEach(async () => {
    await instance.close();
  });

  async function open(browser = instance.browser()) {
    const world = new FakeWorld((request) => browser.fetch(request));
    world.time = instance.clock.now();
    worlds.push(world);
    const tab = world.openTab({ url: PAGE });
    const clerk = new Clerk(instance.config.publishableKey, {
      platform: tab,
      environmentCredentials: 'same-origin',
    });
    await clerk.load();
    await settle();
    return { clerk, browser, tab };
  }

  async function settle(): Promise<void> {
    for (let i = 0; i < 60; i++) await flush();
  }

  /** Advances the clock by a second. */
  async function second(): Promise<void> {
    for (const world of worlds) await world.advance(1_000);
    await settle();
  }

  const until = async <T>(promise: Promise<T>): Promise<T> => {
    for (let i = 0; i < 20; i++) await second();
    return promise;
  };

  async function emailAddressId(clerk: Clerk) {
    const signIn = await clerk.client?.signIn.create({ identifier: EMAIL });
    const factor = signIn?.supportedFirstFactors?.find(({ strategy }) => strategy === 'email_link');
    assert.ok(signIn && factor && 'emailAddressId' in factor);
    return { signIn, emailAddressId: factor.emailAddressId };
  }

  test('a sign-in resolves when its link is confirmed', async () => {
    const { clerk, browser } = await open();
    const { signIn, emailAddressId: id } = await emailAddressId(clerk);
    const waiting = signIn.createEmailLinkFlow().startEmailLinkFlow({ emailAddressId: id, redirectUrl: PAGE });
    await settle();
    await second();
    await confirm(browser, lastLink(instance, EMAIL).token);
    const done = await until(waiting);
    assert.deepEqual([done.status, done.firstFactorVerification.status], ['complete', 'verified']);
    await clerk.setActive({ session: done.createdSessionId });
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, EMAIL);
  });

  test('a sign-in resolves when its link fails, and never after it is cancelled', async () => {
    const { clerk, browser } = await open();
    const { signIn, emailAddressId: id } = await emailAddressId(clerk);
    const flow = signIn.createEmailLinkFlow();
    const waiting = flow.startEmailLinkFlow({ emailAddressId: id, redirectUrl: PAGE });
    await settle();
    await confirm(browser, lastLink(instance, EMAIL).token, { answer: 'no' });
    assert.equal((await until(waiting)).firstFactorVerification.status, 'expired');

    instance.clock.advance(60_000);
    let isSettled = false;
    const cancelled = signIn.createEmailLinkFlow();
    void cancelled
      .startEmailLinkFlow({ emailAddressId: id, redirectUrl: PAGE })
      .finally(() => {
        isSettled = true;
      })
      .catch(() => {});
    await settle();
    cancelled.cancelEmailLinkFlow();
    await confirm(browser, lastLink(instance, EMAIL).token);
    for (let i = 0; i < 5; i++) await second();
    assert.equal(isSettled, false);
  });

  test('a sign-up and an address of the user resolve when their link is confirmed', async () => {
    const { clerk, browser } = await open();
    const signUp = await clerk.client?.signUp.create({ emailAddress: 'bo@example.com', password: PASSWORD });
    assert.ok(signUp);
    const waiting = signUp.createEmailLinkFlow().startEmailLinkFlow({ redirectUrl: PAGE });
    await settle();
    await confirm(browser, lastLink(instance, 'bo@example.com').token);
    const done = await until(waiting);
    assert.equal(done.status, 'complete');
    await clerk.setActive({ session: done.createdSessionId });

    const address = await clerk.user?.createEmailAddress({ email: 'bo@new.example' });
    assert.ok(address);
    const verifying = address.createEmailLinkFlow().startEmailLinkFlow({ redirectUrl: PAGE });
    await settle();
    await confirm(browser, lastLink(instance, 'bo@new.example').token);
    assert.equal((await until(verifying)).verification.status, 'verified');
  });

  /** Calls `handleEmailLinkVerification` on a page with this query. Returns the code of the error that it throws. */
  async function handle(
    { clerk, tab }: { clerk: Clerk; tab: FakeTab },
    search: string,
    params = {},
  ): Promise<string | undefined> {
    tab.url = `${PAGE}${search}`;
    try {
      await clerk.handleEmailLinkVerification(params);
      return undefined;
    } catch (error) {
      return isEmailLinkError(error) ? error.code : String(error);
    }
  }

  test('the landing page activates the session of its own browser, and tells other browsers', async () => {
    const { clerk, browser } = await open();
    const { signIn, emailAddressId: id } = await emailAddressId(clerk);
    await signIn.prepareFirstFactor({ strategy: 'email_link', emailAddressId: id, redirectUrl: PAGE });
    const { to } = await confirm(browser, lastLink(instance, EMAIL).token);
    const landing = await open(browser);
    assert.equal(await handle(landing, to?.search ?? ''), undefined);
    assert.equal(landing.clerk.user?.primaryEmailAddress?.emailAddress, EMAIL);

    const told: string[] = [];
    const other = await open();
    const onVerifiedOnOtherDevice = () => told.push('other device');
    assert.equal(await handle(other, to?.search ?? '', { onVerifiedOnOtherDevice }), undefined);
    assert.deepEqual(told, ['other device']);
    assert.equal(other.clerk.user, null);
  });

  test('the landing page throws an error that says why the link failed', async () => {
    const page = await open();
    for (const [status, code] of [
      ['expired', 'expired'],
      ['client_mismatch', 'client_mismatch'],
      ['failed', 'failed'],
      ['anything', 'failed'],
    ]) {
      assert.equal(await handle(page, `?__clerk_status=${status}`), code);
    }
    assert.equal(await handle(page, ''), 'failed');
  });
});
