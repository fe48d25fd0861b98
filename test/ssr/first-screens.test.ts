import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { EnvironmentJSON } from '../../src/protocol/json/environment.ts';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { getTestInstance } from '../support/instance.ts';
import { renderSignIn, renderSignUp } from '../support/ssr.ts';

/** The most bytes of a form, and of the style of its page. */
const HTML_BYTES = 1536;
const STYLE_BYTES = 3072;

const OAUTH = { clientId: 'app', clientSecret: 'secret' };

async function environmentOf(config: Partial<ConfigInput> = {}): Promise<EnvironmentJSON> {
  const instance = await getTestInstance({ config });
  const { body } = await instance.browser().get<EnvironmentJSON>('/v1/environment');
  await instance.close();
  return body;
}

function bytes(text: string): number {
  return brotliCompressSync(text).length;
}

test('renders the first screen of a sign-in with its field, its button and its link', async () => {
  const environment = await environmentOf();
  const { html } = await renderSignIn({ environment, properties: { path: '/sign-in' }, action: '/sign-in' });
  assert.match(html, /^<clerk-sign-in path="\/sign-in"><div class="cl-rootBox" data-clerk-ssr>/);
  assert.match(html, /<form [^>]*method="post"[^>]* action="\/sign-in"/);
  assert.match(html, /<input [^>]*name="identifier"[^>]* autofocus/);
  assert.match(html, /<button class="cl-formButtonPrimary"[^>]*><span>Continue<\/span>/);
  assert.match(html, /<a class="cl-footerActionLink[^>]*>Sign up<\/a>/);
});

test('renders buttons for providers and wallets, and a field for phone numbers', async () => {
  const environment = await environmentOf({
    attributes: { phoneNumber: 'optional', web3Wallet: 'optional' },
    passkeys: { enabled: true },
    wallets: ['metamask'],
    oauth: [
      { provider: 'google', ...OAUTH },
      { provider: 'github', ...OAUTH },
    ],
  });
  const { html } = await renderSignIn({ environment });
  for (const id of ['google', 'github', 'wallet']) assert.match(html, new RegExp(`cl-socialButtonsIconButton__${id}`));
  assert.match(html, /Use phone/i);
});

test('renders the fields of a sign-up, with consent to the terms', async () => {
  const environment = await environmentOf({
    attributes: { firstName: 'required', lastName: 'required', password: 'required' },
    signUp: { legalConsent: true },
    branding: { termsUrl: 'https://example.com/terms' },
  });
  const { html } = await renderSignUp({ environment, properties: { path: '/sign-up' } });
  const names = [...html.matchAll(/<input [^>]*name="(\w+)"/g)].map(([, name]) => name);
  assert.deepEqual(names, ['firstName', 'lastName', 'emailAddress', 'password', 'legalAccepted']);
});

test('says that an instance accepts no new accounts, and offers a waitlist where there is one', async () => {
  const closed = await renderSignUp({ environment: await environmentOf({ signUp: { mode: 'restricted' } }) });
  assert.match(closed.html, /cl-signUp-restrictedAccess/);
  const waiting = await renderSignUp({ environment: await environmentOf({ signUp: { mode: 'waitlist' } }) });
  assert.match(waiting.html, /data-step="waitlist"/);
});

test('takes texts and switches from the element, then from the page', async () => {
  const environment = await environmentOf();
  const options = {
    localization: { signIn: { start: { title: 'Page', subtitle: 'Page' } } },
    appearance: { layout: { logoImageUrl: '/logo.svg' } },
  };
  const localization = { signIn: { start: { title: 'Element <b>' } } };
  const { html } = await renderSignIn({ environment, options, localization });
  assert.match(html, />Element &lt;b&gt;<\/h1><p [^>]*>Page<\/p>/);
  assert.match(html, /<img class="cl-logoImage" src="\/logo.svg"/);
});

test('shows the errors of the last post at their fields', async () => {
  const environment = await environmentOf();
  const error = { code: 'form_identifier_not_found', message: '', longMessage: '', meta: { paramName: 'identifier' } };
  const { html } = await renderSignIn({
    environment,
    errors: { global: null, fields: { identifier: error as never } },
  });
  assert.match(html, /<input class="[^"]*cl-error"[^>]* aria-invalid="true"/);
  assert.match(html, /cl-formFieldErrorBox cl-open/);
});

test('keeps to the bytes of a form and of its style', async () => {
  const environment = await environmentOf({
    oauth: [{ provider: 'google', ...OAUTH }],
  });
  for (const form of [await renderSignIn({ environment }), await renderSignUp({ environment })]) {
    assert.ok(bytes(form.html) <= HTML_BYTES, `${bytes(form.html)} bytes of HTML`);
    assert.ok(bytes(form.style) <= STYLE_BYTES, `${bytes(form.style)} bytes of CSS`);
  }
});

test('has only rules for what is on the screen', async () => {
  const { html, style } = await renderSignIn({ environment: await environmentOf() });
  assert.doesNotMatch(html, /cl-skeleton|cl-spinner/);
  assert.doesNotMatch(style, /cl-skeleton|cl-spinner|clerk-sign-up|cl-error\b/);
  assert.match(style, /:where\(clerk-sign-in\)\{display:grid/);
});
