import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import type { LoadOptions } from '../../../src/client/types.ts';
import { FakeFapi, KEY } from '../../support/fake-fapi.ts';

async function open(options?: LoadOptions, url = 'https://app.acme.example/page?q=1') {
  const fapi = new FakeFapi();
  const tab = fapi.world.openTab({ url });
  const clerk = new Clerk(KEY, { platform: tab });
  await clerk.load(options);
  return { clerk, tab };
}

test('the URLs of sign-in and sign-up come from the options, else from the environment', async () => {
  const own = await open({ signInUrl: '/sign-in', signUpUrl: '/sign-up' });
  assert.equal(own.clerk.buildSignInUrl(), '/sign-in');
  assert.equal(own.clerk.buildSignUpUrl(), '/sign-up');
  const { clerk } = await open();
  assert.equal(clerk.buildSignInUrl(), 'https://accounts.acme.example/sign-in');
  assert.equal(clerk.buildUserProfileUrl(), 'https://accounts.acme.example/user');
  assert.equal(clerk.buildHomeUrl(), 'https://acme.example');
});

test('parameters are put into the fragment, and are absolute URLs with those of the options for another origin', async () => {
  const { clerk } = await open({ signInUrl: '/sign-in', signUpFallbackRedirectUrl: '/start' });
  assert.equal(
    clerk.buildSignInUrl({ redirectUrl: '/cart?a=1', initialValues: { emailAddress: 'a@b.example' } }),
    '/sign-in#/?redirect_url=%2Fcart%3Fa%3D1&email_address=a%40b.example',
  );
  assert.equal(
    clerk.buildSignUpUrl({ signInForceRedirectUrl: '/x' }),
    'https://accounts.acme.example/sign-up#/?sign_in_force_redirect_url=https%3A%2F%2Fapp.acme.example%2Fx&sign_up_fallback_redirect_url=https%3A%2F%2Fapp.acme.example%2Fstart',
  );
});

test('a redirect to sign-in remembers the page', async () => {
  const { clerk, tab } = await open({ signInUrl: '/sign-in' });
  await clerk.redirectToSignIn();
  assert.equal(
    tab.url,
    'https://app.acme.example/sign-in#/?redirect_url=https%3A%2F%2Fapp.acme.example%2Fpage%3Fq%3D1',
  );
});

test('the target after sign-in is the first of: forced, asked for, fallback, home', async () => {
  const { clerk } = await open({ signInForceRedirectUrl: '/of', signInFallbackRedirectUrl: '/ob' });
  const plain = await open({ signInFallbackRedirectUrl: '/ob' });
  const bare = await open();
  const params = (text: string) => new URLSearchParams(text);
  const all = 'sign_in_force_redirect_url=/uf&redirect_url=/u&sign_in_fallback_redirect_url=/ub';
  const props = { forceRedirectUrl: '/pf', fallbackRedirectUrl: '/pb' };
  const target = (instance: Clerk, given: typeof props | Record<string, never>, text = '') =>
    instance.__internal_redirectTarget('signIn', given, params(text));
  assert.equal(target(clerk, props, all), '/uf');
  assert.equal(target(clerk, props, 'redirect_url=/u'), '/pf');
  assert.equal(target(clerk, {}, 'redirect_url=/u'), '/of');
  assert.equal(target(plain.clerk, {}, 'redirect_url=/u&sign_in_fallback_redirect_url=/ub'), '/u');
  assert.equal(target(plain.clerk, { ...props, forceRedirectUrl: '' }, 'sign_in_fallback_redirect_url=/ub'), '/ub');
  assert.equal(target(plain.clerk, { ...props, forceRedirectUrl: '' }), '/pb');
  assert.equal(target(plain.clerk, {}), '/ob');
  assert.equal(target(bare.clerk, {}), '/');
  assert.equal(bare.clerk.buildAfterSignUpUrl({ params: params('sign_up_force_redirect_url=/new') }), '/new');
  assert.equal(bare.clerk.buildAfterSignInUrl({ params: params('sign_up_force_redirect_url=/new') }), '/');
});

test('an unsafe target is skipped in favour of the next one, with a warning on the console', async () => {
  const { clerk, tab } = await open({ signInFallbackRedirectUrl: '/ok' });
  assert.equal(clerk.buildAfterSignInUrl({ params: new URLSearchParams('redirect_url=//evil.example') }), '/ok');
  assert.match(tab.logs.join(), /allowed origins/);
});

test('the application can set the allowed origins and protocols', async () => {
  const options = {
    allowedRedirectOrigins: ['https://partner.example', 'myapp://done'],
    allowedRedirectProtocols: ['myapp:'],
  };
  const { clerk, tab } = await open(options);
  const go = (url: string) => clerk.buildAfterSignInUrl({ params: new URLSearchParams({ redirect_url: url }) });
  assert.equal(go('https://partner.example/x'), 'https://partner.example/x');
  assert.equal(go('myapp://done/1'), 'myapp://done/1');
  assert.equal(go('https://shop.acme.example/'), '/');
  await clerk.navigate('myapp://done/1');
  assert.equal(tab.url, 'myapp://done/1');
});

test('navigation within the origin uses the router of the application', async () => {
  const calls: unknown[] = [];
  const router = (how: string) => (to: string, meta?: { __internal_metadata?: unknown }) =>
    void calls.push([how, to, meta?.__internal_metadata]);
  const { clerk, tab } = await open({ routerPush: router('push'), routerReplace: router('replace') });
  const metadata = { routing: 'path', navigationType: 'internal' } as const;
  await clerk.navigate('/a', { metadata });
  await clerk.navigate('https://app.acme.example/b', { replace: true });
  await clerk.navigate('https://elsewhere.example/c');
  assert.deepEqual(calls, [
    ['push', '/a', metadata],
    ['replace', '/b', undefined],
  ]);
  assert.deepEqual(tab.visited, [{ url: 'https://elsewhere.example/c', how: 'assign' }]);
});

test('a step changes the address and other navigation loads the page when there is no router', async () => {
  const { clerk, tab } = await open();
  await clerk.navigate('/sign-in/factor-one', { metadata: { navigationType: 'internal' } });
  await clerk.navigate('/home', { replace: true });
  assert.deepEqual(tab.visited, [
    { url: 'https://app.acme.example/sign-in/factor-one', how: 'push' },
    { url: 'https://app.acme.example/home', how: 'replace' },
  ]);
});

for (const to of [
  'javascript:alert(1)',
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  'data:text/html,x',
]) {
  test(`a navigation to ${to} goes home instead`, async () => {
    const { clerk, tab } = await open();
    await clerk.navigate(to);
    assert.equal(tab.url, 'https://app.acme.example/');
    assert.ok(!tab.logs.join().includes('evil'));
  });
}

test('the URL of the waitlist comes from the options, else from the environment, with the values to begin with', async () => {
  const { clerk, tab } = await open();
  assert.equal(clerk.buildWaitlistUrl(), 'https://accounts.acme.example/waitlist');
  const own = await open({ waitlistUrl: '/waitlist' });
  const initialValues = { emailAddress: 'a@b.example' };
  assert.equal(own.clerk.buildWaitlistUrl({ initialValues }), '/waitlist#/?email_address=a%40b.example');
  await own.clerk.redirectToWaitlist();
  assert.equal(own.tab.url, 'https://app.acme.example/waitlist');
  await clerk.redirectToWaitlist();
  assert.equal(tab.url, 'https://accounts.acme.example/waitlist');
});
