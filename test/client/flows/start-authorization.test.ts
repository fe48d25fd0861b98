import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FlowContext } from '../../../src/client/flows/flow-context.ts';
import { startAuthorization } from '../../../src/client/flows/oauth/start-authorization.ts';
import { FakeFapi, fail } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';
import { openPage } from './open-flow.ts';

const PAGE = 'https://app.example.com';
const given = globalThis as Record<string, unknown>;
const page = new EventTarget();

before(() => {
  given.location = new URL(`${PAGE}/sign-in`);
  for (const name of ['addEventListener', 'removeEventListener'] as const) given[name] = page[name].bind(page);
});
after(() => {
  for (const name of ['location', 'addEventListener', 'removeEventListener']) delete given[name];
});

test('an authorization that stays on the page ends when the user leaves its step', async () => {
  const leaving = new AbortController();
  const visited: string[] = [];
  const context = {
    navigate: async (to: string) => visited.push(to),
    on: () => () => {},
  } as Partial<FlowContext> as FlowContext;
  const authorization = startAuthorization(
    { context, options: { stepUrl: (step) => `${PAGE}/${step}` }, stepSignal: leaving.signal },
    async () => new URL('https://idp.example/authorize'),
    () => {},
  );
  await flush();
  assert.deepEqual(visited, ['https://idp.example/authorize']);
  leaving.abort();
  assert.equal(await authorization, false);
});

test('the popup is closed when the API refuses the authorization', async () => {
  const { clerk, fapi } = await openPage(new FakeFapi());
  const popup = { closed: false, location: { replace() {} }, close: () => (popup.closed = true) };
  fapi.intercept = () => fail(422, 'strategy_invalid');
  await assert.rejects(
    async () =>
      clerk.client?.signIn.authenticateWithPopup({
        popup: popup as unknown as Window,
        strategy: 'oauth_acme',
        redirectUrl: '/sso-callback',
        redirectUrlComplete: '/',
      }),
    /./,
  );
  assert.equal(popup.closed, true);
});
