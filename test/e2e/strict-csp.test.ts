import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { renderSignUp } from '../../src/entries/backend-render.ts';
import type { InstanceConfig } from '../../src/server/config/config.ts';
import { TURNSTILE } from '../../src/server/csp/rules.ts';
import { presentEnvironment } from '../../src/server/frontend-api/presenters/present-environment.ts';
import { printedPolicy, underPolicy } from '../support/printed-policy.ts';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser, withoutLateTokens } from '../support/browser.ts';
import { html, type Pages, type Site, startSite } from '../support/site.ts';
import {
  startTurnstileService,
  TURNSTILE_SECRET,
  type TurnstileService,
} from '../server/bot-check/turnstile-service.ts';
import { signedIn, signUp, userButton } from './steps.ts';

const ADA = { emailAddress: 'ada@example.com', password: 'violet kettle on a northern roof' };
/** Replaces Turnstile's script with what a policy can see of it. */
const WIDGET = `window.turnstile = { render(_, { callback }) { callback('a token'); return 'widget'; }, remove() {} };`;

/** A page with nothing but the tag of the instance script, which brings the form and the settings. */
const INSTANCE_PAGE = '<clerk-sign-in></clerk-sign-in><script async src="/__clerk/clerk.js?elements=sign-in"></script>';

/** What the console says of refusals, and of an instance without a waitlist. */
const EXPECTED = /status of 4\d\d|has nothing to show/;
/** The elements that a page places beside its own content. */
const SMALL = `<clerk-loading><p>wait</p></clerk-loading><clerk-loaded hidden><p>loaded</p></clerk-loaded>
<clerk-failed hidden></clerk-failed><clerk-degraded hidden></clerk-degraded>
<clerk-show when="signed-in" hidden><p>in</p><p slot="fallback">out</p></clerk-show>
<clerk-sign-in-button mode="modal"></clerk-sign-in-button><clerk-sign-up-button>Text</clerk-sign-up-button>
<clerk-sign-out-button></clerk-sign-out-button><clerk-sign-in-with-metamask></clerk-sign-in-with-metamask>
<clerk-authenticate-with-redirect-button strategy="oauth_google"></clerk-authenticate-with-redirect-button>
<clerk-user-avatar></clerk-user-avatar>`;

/** The policy that the command prints for the site, whose pages load the script below the proxy path. */
const printed =
  (words: readonly string[] = ['--script', 'npm']) =>
  (config: InstanceConfig) =>
    printedPolicy(config, ['--proxy-path', '/__clerk', '--page', config.url, ...words]);

describe('under a strict policy with Trusted Types', () => {
  let browser: Browser;
  let turnstile: TurnstileService;
  let site: Site | undefined;
  let page: Page;
  let errors: string[];

  before(async () => {
    [browser, turnstile] = await Promise.all([launchBrowser(), startTurnstileService()]);
  });
  after(async () => {
    await browser?.close();
    await Promise.all([turnstile?.close(), site?.close()]);
  });
  const open = async (
    config: Parameters<typeof startSite>[1] = {},
    csp = printed(),
    rendered: (config: InstanceConfig) => Promise<string> | string = () => '',
  ): Promise<Site> => {
    const inner = authPages({
      others(pathname) {
        if (pathname.startsWith('/profile'))
          return '<clerk-user-profile routing="path" path="/profile"></clerk-user-profile>';
        if (pathname === '/gates')
          return '<clerk-signed-in hidden><p>inside</p></clerk-signed-in><clerk-signed-out hidden><p>outside</p></clerk-signed-out>';
        if (pathname === '/small') return SMALL;
        const own = /^\/own\/(.+)$/.exec(pathname)?.[1];
        if (own) return `<clerk-${own}></clerk-${own}>`;
        if (pathname === '/members') return '<clerk-redirect-to-sign-in></clerk-redirect-to-sign-in>';
        return pathname === '/empty' ? '<main></main>' : undefined;
      },
    });
    const pages: Pages = async (url, settings) => {
      const own = url.pathname.startsWith('/instance') ? INSTANCE_PAGE : undefined;
      const body = own ?? (url.pathname.startsWith('/rendered') ? await rendered(settings) : undefined);
      const response = body === undefined ? await inner(url, settings) : html(body);
      return response && underPolicy(response, await csp(settings));
    };
    await site?.close();
    site = await startSite(pages, config);
    await page?.context().close();
    page = await browser.newPage();
    errors = collectErrors(page);
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
        console.error(`policy: ${violatedDirective} ${blockedURI} ${sourceFile}`),
      );
    });
    return site;
  };
  const clerk = (call: string): Promise<unknown> =>
    page.evaluate((name) => (window as unknown as { Clerk: Record<string, () => void> }).Clerk[name]?.(), call);

  test('elements, gates, dialogs and the profile work without a violation of a strict policy', async () => {
    const to = await open();
    await page.goto(`${to.origin}/gates`);
    await page.getByText('outside').waitFor();
    await page.goto(`${to.origin}/members`);
    await page.waitForURL(/\/sign-in/);
    await page.goto(`${to.origin}/sign-up`);
    await signUp(page, to, ADA);
    await signedIn(page, to.origin);
    await userButton(page).click();
    await page.getByRole('button', { name: 'Manage account' }).click();
    await page.locator('dialog[open] clerk-user-profile .cl-profileSection').first().waitFor();
    await page.goto(`${to.origin}/gates`);
    await page.getByText('inside').waitFor();
    await page.goto(`${to.origin}/profile`);
    await page.locator('.cl-profileSection').first().waitFor();
    assert.deepEqual(withoutLateTokens(errors), []);
  });

  test('the small elements and their messages work without a violation of a strict policy', async () => {
    const to = await open({ wallets: ['metamask'], attributes: { web3Wallet: 'optional' } });
    await page.goto(`${to.origin}/small`);
    await page.getByText('out', { exact: true }).waitFor();
    // There is no wallet, and no such provider: each button says so.
    for (const tag of ['clerk-sign-in-with-metamask', 'clerk-authenticate-with-redirect-button']) {
      await page.locator(tag).getByRole('button').click();
      await page.locator(`${tag} [role=alert]`).waitFor();
    }
    await page.locator('clerk-sign-in-button button').click();
    await page.locator('dialog[open] clerk-sign-in input[name=identifier]').waitFor();
    for (const [path, seen] of [
      ['waitlist', '.cl-headerTitle'],
      ['email-link-verify', '.cl-headerTitle'],
    ] as const) {
      await page.goto(`${to.origin}/own/${path}`);
      await page.locator(seen).first().waitFor();
    }
    await page.goto(`${to.origin}/own/sso-callback`);
    await page.waitForURL(/\/sign-in/);
    await page.goto(`${to.origin}/sign-up`);
    await signUp(page, to, ADA);
    await signedIn(page, to.origin);
    await page.goto(`${to.origin}/small`);
    await page.getByText('in', { exact: true }).waitFor();
    await page.locator('clerk-user-avatar .cl-avatarBox').waitFor();
    assert.deepEqual(
      errors.filter((error) => !EXPECTED.test(error)),
      [],
    );
  });

  test('what the forms say while somebody types keeps to a strict policy', async () => {
    const to = await open({ attributes: { firstName: 'optional' }, welcomeBack: true });
    await page.goto(`${to.origin}/sign-up`);
    const email = page.locator('input[name=emailAddress]');
    await email.pressSequentially('ada@gmial.com');
    await page.keyboard.press('Tab');
    await page.getByText('Did you mean ada@gmail.com?').waitFor();
    await signUp(page, to, ADA);
    await signedIn(page, to.origin);
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('__clerk_accounts_')));
    await page.context().clearCookies();
    await page.goto(`${to.origin}/sign-in`);
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    assert.deepEqual(
      errors.filter((error) => !EXPECTED.test(error)),
      [],
    );
  });

  test('sign-in, sign-up and reverification open as dialogs without a violation of a strict policy', async () => {
    const to = await open({ captcha: { provider: 'proof_of_work', difficulty: 10 } });
    await page.goto(`${to.origin}/empty`);
    await page.waitForFunction(() => 'Clerk' in window);
    await page.evaluate(() => (window as unknown as { Clerk: { load(): Promise<void> } }).Clerk.load());
    await clerk('openSignIn');
    await page.locator('dialog[open] clerk-sign-in input[name=identifier]').waitFor();
    await clerk('closeSignIn');
    await clerk('openSignUp');
    await page.locator('dialog[open] clerk-sign-up input[name=emailAddress]').waitFor();
    await signUp(page, to, ADA);
    await page.waitForFunction(() => !!(window as unknown as { Clerk: { user: unknown } }).Clerk.user);
    to.advance(700_000);
    await page.goto(`${to.origin}/profile`);
    await page.locator('.cl-profileSection').first().waitFor();
    await clerk('__internal_openReverification');
    await page.locator('dialog[open] input[name=password]').waitFor();
    assert.deepEqual(
      errors.filter((error) => !/status of 4\d\d/.test(error)),
      [],
    );
  });

  test('the script of the instance needs two paths in a strict policy, and works without a violation', async () => {
    const to = await open({}, printed(['--script', 'instance']));
    await page.goto(`${to.origin}/instance`);
    await page.locator('clerk-sign-in input[name=identifier]').waitFor();
    await page.evaluate(() =>
      document.querySelector('clerk-sign-in')?.replaceWith(document.createElement('clerk-sign-up')),
    );
    await signUp(page, to, ADA);
    await signedIn(page, to.origin);
    assert.deepEqual(withoutLateTokens(errors), []);
  });

  for (const [title, words] of [
    ['with Trusted Types, for the part of it that is ours', ['--script', 'npm', '--trusted-types']],
    ['without Trusted Types, as is the default beside it', ['--script', 'npm']],
  ] as const) {
    test(`Turnstile works without a violation ${title}`, async () => {
      const captcha = {
        provider: 'turnstile',
        siteKey: 'a key',
        secretKey: TURNSTILE_SECRET,
        verifyUrl: turnstile.url,
      } as const;
      const to = await open({ instanceType: 'development', captcha }, printed(words));
      await page.route(`${TURNSTILE}/**`, (route) => route.fulfill({ contentType: 'text/javascript', body: WIDGET }));
      turnstile.tokens.add('a token');
      await page.goto(`${to.origin}/sign-up`);
      await signUp(page, to, ADA);
      await signedIn(page, to.origin);
      assert.deepEqual(
        errors.filter((error) => !/status of 4\d\d/.test(error)),
        [],
      );
    });
  }

  test('a form that a server has rendered works by the hash of its style alone', async () => {
    const render = (config: InstanceConfig) =>
      renderSignUp({
        path: '/rendered',
        environment: presentEnvironment(config),
        publishableKey: config.publishableKey,
        proxyUrl: `${config.url}/__clerk`,
      });
    const to = await open(
      {},
      async (config) => printed(['--script', 'npm', '--hash', (await render(config)).styleHash])(config),
      async (config) => `${await render(config)}<script async crossorigin="anonymous" data-clerk-proxy-url="/__clerk"
        data-clerk-publishable-key="${config.publishableKey}" data-clerk-sign-up-url="/rendered"
        src="/__clerk/npm/clerk-widgets@1/dist/clerk.js"></script>`,
    );
    await page.goto(`${to.origin}/rendered`);
    await signUp(page, to, ADA);
    await signedIn(page, to.origin);
    assert.deepEqual(withoutLateTokens(errors), []);
  });
});
