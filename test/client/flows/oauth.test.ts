import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { createSignUpFlow } from '../../../src/client/flows/create-sign-up-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import type { FlowOptions, SignInFlow, SignUpFlow } from '../../../src/client/flows/types.ts';
import { comeBack, STRATEGY, withProvider } from '../../server/factors/oauth/sign-in-with.ts';
import { type FakeTab, FakeWorld, flush } from '../../support/fake-platform.ts';
import { ticketsOf } from '../../support/tickets.ts';
import { getTestInstance, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../../support/openid-provider.ts';
import { until } from '../../support/until.ts';

const PAGE = 'https://app.example.com';
const OPTIONS: FlowOptions = {
  stepUrl: (step) => `${PAGE}/form/${step}`,
  targetUrl: () => '/home',
  unsafeMetadata: { plan: 'pro' },
};

describe('flows through a provider, against the server', () => {
  let idp: OpenIdProvider;
  let instance: TestInstance;
  before(async () => {
    idp = await startOpenIdProvider({
      clientId: 'app',
      clientSecret: 'secret',
      redirectUris: ['https://clerk.example.com/v1/oauth_callback/loop'],
      accounts: [
        { sub: 'ada', email: 'ada@example.com', email_verified: true },
        { sub: 'eve', email: 'eve@example.com', email_verified: false },
        { sub: 'nameless' },
      ],
    });
  });
  after(() => idp.close());
  afterEach(() => instance.close());

  async function openDevice(config: TestInstanceOptions['config'] = {}) {
    instance ??= await getTestInstance({ config: { ...withProvider(idp.issuer), ...config } });
    return device();
  }

  function device() {
    const browser = instance.browser();
    const world = new FakeWorld((request) => browser.fetch(request));
    world.time = instance.clock.now();
    const open = async () => {
      const tab = world.openTab({ url: `${PAGE}/` });
      const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
      await clerk.load();
      await flush();
      return { clerk, tab };
    };
    return { browser, open };
  }

  const flows = { SignIn: createSignInFlow, SignUp: createSignUpFlow };
  type Kind = keyof typeof flows;

  /** Submits a form, signs in at the provider, and opens the form of the page that the provider returns to. */
  async function authorize(kind: Kind, account: string | null, options = OPTIONS, at = device()) {
    const { clerk, tab } = await at.open();
    const form = clerk.__internal_createFlow<SignInFlow | SignUpFlow>(flows[kind], options);
    await settle();
    // The page navigates away, so the submit never settles.
    void form.submit({ type: 'method', strategy: STRATEGY });
    const provider = await leftFor(tab);
    const { location } = await comeBack(at.browser, await idp.authorize(provider, account));
    const page = await at.open();
    const flow = page.clerk.__internal_createFlow<SignInFlow | SignUpFlow>(flows[kind], options);
    await settle();
    if (location === `${PAGE}/form/sso-callback`) {
      flow.requestStep('sso-callback');
      await until(() => flow.state.step.name !== 'sso-callback' || page.tab.visited.length > 0);
    }
    return { location, flow, ...page };
  }

  async function leftFor(tab: FakeTab): Promise<string> {
    await until(() => tab.visited.length > 0);
    return tab.visited[0]?.url ?? '';
  }

  test('an invited user keeps the invitation with a provider', async () => {
    instance = await getTestInstance({ config: { ...withProvider(idp.issuer), signUp: { mode: 'restricted' } } });
    const { token } = await ticketsOf(instance).invitations.create({ emailAddress: 'ada@example.com' });
    const params = () => new URLSearchParams({ __clerk_ticket: token, __clerk_status: 'sign_up' });
    const { clerk } = await authorize('SignUp', 'ada', { ...OPTIONS, params });
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, 'ada@example.com');
  });

  test('a new identity creates an account, also from the sign-in form', async () => {
    instance = await getTestInstance({ config: withProvider(idp.issuer) });
    const { location, flow, clerk } = await authorize('SignIn', 'ada');
    assert.equal(location, `${PAGE}/form/sso-callback`);
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    assert.deepEqual(clerk.user?.unsafeMetadata, { plan: 'pro' });
    assert.equal(clerk.user?.externalAccounts[0]?.providerUserId, 'ada');
    assert.equal((await authorize('SignIn', 'ada')).location, `${PAGE}/home`);
    const known = await authorize('SignUp', 'ada');
    assert.equal(known.flow.state.step.name, 'complete');
    assert.equal(known.clerk.user?.id, clerk.user?.id);
  });

  test('a sign-in that may not transfer creates no account', async () => {
    instance = await getTestInstance({ config: withProvider(idp.issuer) });
    const { flow } = await authorize('SignIn', 'ada', { ...OPTIONS, transferable: false });
    assert.equal(flow.state.step.name, 'start');
    assert.equal(flow.state.errors.global?.code, 'external_account_not_found');
  });

  test('an authorization that the user refuses leads back to the start, which shows the error', async () => {
    instance = await getTestInstance({ config: withProvider(idp.issuer) });
    for (const kind of ['SignIn', 'SignUp'] as const) {
      const { flow } = await authorize(kind, null);
      assert.equal(flow.state.step.name, 'start');
      assert.equal(flow.state.errors.global?.code, 'oauth_access_denied');
    }
  });

  test('an address that the provider has not verified gets a code at once', async () => {
    instance = await getTestInstance({ config: withProvider(idp.issuer) });
    const up = await authorize('SignUp', 'eve');
    assert.equal(up.flow.state.step.name, 'verify-email-address');
    await up.flow.submit({ type: 'code', code: instance.mailbox.lastCode('eve@example.com') } as never);
    assert.equal(up.flow.state.step.name, 'complete');
  });

  test('the sign-up form asks for what the provider does not tell', async () => {
    instance = await getTestInstance({ config: withProvider(idp.issuer) });
    const up = await authorize('SignUp', 'nameless');
    assert.equal(up.flow.state.step.name, 'continue');
    const within = await authorize('SignIn', 'nameless', { ...OPTIONS, withSignUp: true });
    assert.equal(within.flow.state.step.name, 'create');
    const away = await authorize('SignIn', 'nameless');
    assert.equal(away.tab.visited[0]?.url, `${instance.config.signUpUrl}#/continue`);
  });

  test('a return from the provider without an authorization leads to the start', async () => {
    const { open } = await openDevice();
    const { clerk } = await open();
    const flow = clerk.__internal_createFlow(createSignInFlow, OPTIONS);
    await settle();
    flow.requestStep('sso-callback');
    await until(() => flow.state.step.name !== 'sso-callback');
    assert.equal(flow.state.step.name, 'start');
    assert.equal(flow.state.errors.global, null);
  });
});

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await flush();
}
