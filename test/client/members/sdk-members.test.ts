import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LoadOptions, Resources } from '../../../src/client/types.ts';
import { VERSION } from '../../../src/protocol/version.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

const EMAIL = 'ada@example.com';

describe("the members that Clerk's SDKs use", () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    await instance.signUp(instance.browser(), EMAIL);
  });
  after(() => instance.close());

  const open = (options?: LoadOptions) => new Device(instance).open(options);

  it('lastEmittedResources is what listeners got, and the same object until something changes', async () => {
    const { clerk } = await open();
    const seen: Resources[] = [];
    // React reads it when a listener is called.
    clerk.addListener(() => seen.push(clerk.__internal_lastEmittedResources!), { skipInitialEmit: true });
    const first = clerk.__internal_lastEmittedResources;
    assert.equal(clerk.__internal_lastEmittedResources, first);
    assert.deepEqual([first?.session, first?.user, first?.organization], [null, null, null]);
    await clerk.client!.signIn.create({ identifier: EMAIL, password: PASSWORD });
    await clerk.setActive({ session: clerk.client!.signIn.createdSessionId! });
    assert.notEqual(clerk.__internal_lastEmittedResources, first);
    assert.equal(clerk.__internal_lastEmittedResources, seen.at(-1));
    assert.equal(seen.at(-1)?.user, clerk.user);
    assert.equal(new Set(seen).size, seen.length, 'each change gives another object');
  });

  it('organization is unknown while the session is, and null then', async () => {
    const { clerk } = await open();
    assert.equal(clerk.organization, null);
    const { createdSessionId } = await clerk.client!.signIn.create({ identifier: EMAIL, password: PASSWORD });
    let during: unknown = 'not called';
    await clerk.setActive({
      session: createdSessionId,
      navigate: () => {
        during = [clerk.organization, clerk.__internal_setActiveInProgress];
      },
    });
    assert.deepEqual(during, [undefined, true]);
    assert.deepEqual([clerk.organization, clerk.__internal_setActiveInProgress], [null, false]);
  });

  it('a call of a feature that does not exist rejects with a code', async () => {
    const { clerk } = await open();
    const calls: Record<string, () => Promise<unknown>> = {
      createOrganization: () => clerk.createOrganization(),
      getOrganization: () => clerk.getOrganization(),
      getPlans: () => clerk.billing.getPlans(),
      getAll: () => clerk.apiKeys.getAll(),
      getConsentInfo: () => clerk.oauthApplication.getConsentInfo(),
      authenticateWithSolana: () => clerk.authenticateWithSolana(),
      __internal_loadStripeJs: () => clerk.__internal_loadStripeJs(),
    };
    for (const [name, call] of Object.entries(calls)) {
      await assert.rejects(call, { name: 'ClerkRuntimeError', code: 'feature_unavailable' }, name);
    }
  });

  it('a hook for organizations learns that there are none, and the console says so once', async () => {
    const { clerk, tab } = await open();
    for (const caller of ['useOrganization', 'useOrganization', 'useOrganizationList']) {
      const { isEnabled } = clerk.__internal_attemptToEnableEnvironmentSetting({ for: 'organizations', caller });
      assert.equal(isEnabled, false);
    }
    assert.equal(tab.logs.filter((line) => line.includes('organizations')).length, 2);
  });

  it('tells which SDK has loaded it, without telemetry', async () => {
    const sdk = { name: '@clerk/react', version: '6.18.0' };
    assert.deepEqual((await open({ sdkMetadata: sdk })).clerk.sdkMetadata, sdk);
    const { clerk } = await open();
    assert.deepEqual(clerk.sdkMetadata, { name: 'clerk-widgets', version: VERSION });
    assert.ok('telemetry' in clerk);
    assert.equal(clerk.telemetry, undefined);
    assert.equal(clerk.uiVersion, undefined);
  });

  it('calls navigation listeners before it navigates, until they are removed', async () => {
    const order: string[] = [];
    const { clerk } = await open({ routerPush: (to) => order.push(to), routerReplace: () => {} });
    const remove = clerk.__internal_addNavigationListener(() => order.push('listener'));
    await clerk.navigate('/a');
    remove();
    await clerk.navigate('/b');
    assert.deepEqual(order, ['listener', '/a', '/b']);
  });

  it('keeps an error for the page that follows, once', async () => {
    const { clerk } = await open({ routerPush: () => {}, routerReplace: () => {} });
    const error = new Error('refused');
    await clerk.__internal_navigateWithError('/a', error);
    assert.equal(clerk.__internal_last_error, error);
    assert.equal(clerk.__internal_last_error, null);
  });

  it('windowNavigate loads a page, and none with a protocol that is not allowed', async () => {
    const { clerk, tab } = await open();
    clerk.__internal_windowNavigate('javascript:alert(1)');
    clerk.__internal_windowNavigate('//evil.example');
    assert.deepEqual(tab.visited, []);
    clerk.__internal_windowNavigate(new URL('https://other.example/x'));
    assert.deepEqual(
      tab.visited.map(({ url }) => url),
      ['https://other.example/x'],
    );
  });

  it('lets an SDK change each request and read each answer', async () => {
    const { clerk } = await open();
    const { onBeforeRequest, onAfterResponse, buildUrl } = clerk.getFapiClient();
    const seen: unknown[] = [];
    onBeforeRequest((request) => {
      request.url.searchParams.set('_is_native', '1');
      seen.push(request.path);
    });
    onAfterResponse((request, response) => {
      seen.push([request.url.searchParams.get('_is_native'), response?.status, typeof response?.payload]);
    });
    await clerk.client!.reload();
    assert.deepEqual(seen.slice(0, 2), ['/client', ['1', 200, 'object']]);
    clerk.__internal_onBeforeRequest(() => false);
    const before = clerk.client;
    await clerk.joinWaitlist({ emailAddress: EMAIL }).catch(() => {});
    assert.equal(clerk.client, before);
    assert.equal(buildUrl({ path: '/client', search: 'a=1' }).pathname, '/v1/client');
  });

  it('has the names of version 5', async () => {
    const { clerk } = await open();
    assert.equal(clerk.__unstable__environment, clerk.__internal_environment);
    clerk.__unstable__updateProps({ options: { signInUrl: '/enter' } });
    assert.equal(clerk.buildSignInUrl(), '/enter');
  });

  it('has nowhere to go where there is no task and no organization', async () => {
    const { clerk, tab } = await open();
    assert.equal(clerk.buildTasksUrl(), '');
    await clerk.redirectToTasks();
    assert.deepEqual(tab.visited, []);
    assert.equal(clerk.buildNewSubscriptionRedirectUrl(), '/');
    assert.equal(typeof clerk.buildOrganizationProfileUrl(), 'string');
  });
});
