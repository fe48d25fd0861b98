import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import type { FutureState } from '../../src/client/resources/types/future-state.ts';
import type { ClerkInstance } from '../../src/client/types.ts';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Site, startSite } from '../support/site.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';

const CODE = '424242';
const PASSWORD = 'a fine long password';

declare const window: Window & { Clerk: ClerkInstance; state: FutureState };

describe('the newer custom-flow API in a page with the script', () => {
  let idp: OpenIdProvider;
  let site: Site;
  let browser: Browser;
  let page: Page;
  let files: string[];

  before(async () => {
    const redirectUris: string[] = [];
    const accounts = [{ sub: 'ada', email: 'ada@example.com', email_verified: true }];
    idp = await startOpenIdProvider({ clientId: 'app', clientSecret: 'secret', redirectUris, accounts });
    const provider = { provider: 'custom', slug: 'loop', name: 'Loop', issuer: idp.issuer } as const;
    const config = {
      oauth: [{ ...provider, clientId: 'app', clientSecret: 'secret' }],
      passkeys: { enabled: true, autofill: false },
    };
    const pages = authPages({ others: (pathname) => (pathname.startsWith('/plain') ? '' : undefined) });
    [site, browser] = await Promise.all([startSite(pages, config), launchBrowser()]);
    redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await idp?.close();
  });
  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
    files = [];
    page.on('request', (request) => files.push(/chunks\/(\w+)-/.exec(request.url())?.[1] ?? ''));
    await page.goto(`${site.origin}/plain`);
    await load(page);
  });
  afterEach(() => page.context().close());

  async function load(which: Page): Promise<void> {
    await which.waitForFunction(() => 'Clerk' in globalThis);
    await which.evaluate(() => window.Clerk.load());
  }

  const signUp = (emailAddress: string) =>
    page.evaluate(
      async ({ code, ...fields }) => {
        const { signUp: attempt } = window.Clerk.__internal_state.signUpSignal();
        const failed = [
          await attempt.password(fields),
          await attempt.verifications.sendEmailCode(),
          await attempt.verifications.verifyEmailCode({ code }),
          await attempt.finalize(),
        ].flatMap(({ error }) => (error ? [error.errors?.[0]?.code ?? error.code] : []));
        return [failed, window.Clerk.user?.primaryEmailAddress?.emailAddress] as const;
      },
      { emailAddress, password: PASSWORD, code: CODE },
    );

  test('a page that does not use it does not load it', async () => {
    assert.ok(!files.includes('future'));
    assert.ok(files.includes('members'));
    const values = await page.evaluate(() => {
      const { signIn, fetchStatus } = window.Clerk.__internal_state.signInSignal();
      return [fetchStatus, signIn.status];
    });
    assert.deepEqual(values, ['idle', 'needs_identifier']);
    assert.deepEqual(await signUp('bo+clerk_test@example.com'), [[], 'bo+clerk_test@example.com']);
    assert.equal(files.filter((name) => name === 'future').length, 1);
  });

  test('a call fails when its file cannot be loaded, and the next one works', async () => {
    await page.route('**/chunks/future-*.js*', (route) => route.abort());
    const create = () =>
      page.evaluate(async () => {
        const { signIn } = window.Clerk.__internal_state.signInSignal();
        const { error } = await signIn.create({ identifier: 'nobody@example.com' });
        return error?.errors?.[0]?.code ?? error?.code;
      });
    assert.equal(await create(), 'network_error');
    await page.unroute('**/chunks/future-*.js*');
    assert.equal(await create(), 'form_identifier_not_found');
  });

  test('a passkey signs in', async () => {
    const authenticator = await addVirtualAuthenticator(page);
    await signUp('cleo+clerk_test@example.com');
    await page.evaluate(() => window.Clerk.user?.createPasskey());
    assert.equal(await authenticator.count(), 1);
    await page.evaluate(() => window.Clerk.signOut(() => {}));
    const signedIn = await page.evaluate(async () => {
      const { signIn } = window.Clerk.__internal_state.signInSignal();
      const { error } = await signIn.passkey({ flow: 'discoverable' });
      await signIn.finalize();
      return [error?.code ?? null, window.Clerk.user?.primaryEmailAddress?.emailAddress];
    });
    assert.deepEqual(signedIn, [null, 'cleo+clerk_test@example.com']);
  });

  test('a provider signs up and in, in a window of its own', async () => {
    for (const kind of ['signUp', 'signIn'] as const) {
      await page.context().clearCookies();
      await page.goto(`${site.origin}/plain`);
      await load(page);
      const opened = page.waitForEvent('popup');
      const done = page.evaluate(async (which) => {
        const popup = window.open('about:blank', '', 'width=600,height=800') as Window;
        const { [which]: attempt } = {
          ...window.Clerk.__internal_state.signInSignal(),
          ...window.Clerk.__internal_state.signUpSignal(),
        };
        const { error } = await attempt.sso({
          strategy: 'oauth_custom_loop',
          redirectUrl: '/plain',
          redirectCallbackUrl: '/plain/callback',
          popup,
        });
        await attempt.finalize();
        return [error?.code ?? null, window.Clerk.user?.primaryEmailAddress?.emailAddress];
      }, kind);
      const popup = await opened;
      await popup.waitForURL(`${idp.issuer}/interaction/**`);
      await popup.getByLabel('Account').fill('ada');
      await popup.getByRole('button', { name: 'Sign in' }).click();
      await popup.waitForURL(`${site.origin}/plain/callback?**`);
      // The window closes itself as soon as Clerk runs in it.
      await load(popup).catch(() => {});
      assert.deepEqual(await done, [null, 'ada@example.com'], kind);
    }
  });
});
