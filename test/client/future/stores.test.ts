import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { signInFutureStore, signUpFutureStore, waitlistStore } from '../../../src/client/future/future-stores.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { openPage } from './open-future.ts';

const ADA = 'ada@example.com';

describe('the stores of the newer custom-flow API', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    await instance.signUp(instance.browser(), ADA);
  });
  after(() => instance.close());

  test('a page of its own signs in with the store alone', async () => {
    const { clerk } = await openPage(instance);
    const store = signInFutureStore(clerk);
    assert.equal(store, signInFutureStore(clerk));
    const seen: string[] = [];
    const stop = store.subscribe(({ signIn, fetchStatus, errors }) =>
      seen.push([fetchStatus, signIn.status, errors.fields.password?.code].join(' ')),
    );
    assert.equal(store.getSnapshot(), store.getSnapshot());
    const signIn = () => store.getSnapshot().signIn;
    await signIn().password({ emailAddress: ADA, password: 'not the phrase' });
    assert.deepEqual(seen.slice(-2), ['fetching needs_identifier ', 'idle needs_identifier form_password_incorrect']);
    await signIn().password({ emailAddress: ADA, password: PASSWORD });
    assert.equal(seen.at(-1), 'idle complete ');
    await signIn().finalize();
    assert.equal(clerk.isSignedIn, true);
    assert.equal(seen.at(-1), 'idle needs_identifier ');
    stop();
  });

  test('the store has an empty attempt before the instance is loaded, and on a server', async () => {
    const tab = new Device(instance).world.openTab({ url: 'https://app.example.com/' });
    const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
    for (const create of [signInFutureStore, signUpFutureStore, waitlistStore]) {
      assert.equal(create(undefined).getSnapshot().isLoaded, false);
      const store = create(clerk);
      const seen: boolean[] = [];
      store.subscribe(({ isLoaded }) => seen.push(isLoaded));
      assert.deepEqual(seen, [false]);
      assert.equal(store.getServerSnapshot(), store.getSnapshot());
    }
    await clerk.load();
    const { signUp, isLoaded } = signUpFutureStore(clerk).getSnapshot();
    assert.deepEqual([isLoaded, signUp.status], [true, 'missing_requirements']);
    const { waitlist } = waitlistStore(clerk).getSnapshot();
    assert.equal(waitlist.id, '');
  });

  test('a call on the attempt of a store waits until the instance is loaded', async () => {
    const tab = new Device(instance).world.openTab({ url: 'https://app.example.com/' });
    const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
    const { signIn, errors, fetchStatus } = signInFutureStore(clerk).getSnapshot();
    assert.deepEqual([signIn.status, signIn.identifier, fetchStatus], ['needs_identifier', null, 'idle']);
    assert.equal(signIn.emailLink.verification, null);
    assert.equal(errors.fields.password, null);
    const refused = signIn.password({ emailAddress: ADA, password: 'not the phrase' });
    await clerk.load();
    assert.equal((await refused).error?.errors?.[0]?.code, 'form_password_incorrect');
    assert.equal((await signIn.password({ emailAddress: ADA, password: PASSWORD })).error, null);
    assert.equal(signInFutureStore(clerk).getSnapshot().signIn.status, 'complete');
    assert.equal((await signIn.finalize()).error, null);
    assert.equal(clerk.isSignedIn, true);
  });

  test('a call without an instance resolves to an error', async () => {
    const { signUp } = signUpFutureStore(null).getSnapshot();
    assert.equal(signUp.verifications.emailLinkVerification, null);
    assert.equal((await signUp.verifications.sendEmailCode()).error?.code, 'not_loaded');
    assert.equal(
      (await waitlistStore(null).getSnapshot().waitlist.join({ emailAddress: ADA })).error?.code,
      'not_loaded',
    );
  });
});
