import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { startGoogle, type TestGoogle, withOneTap } from '../support/google.ts';
import { installGoogleDouble } from '../support/google-identity-double.ts';
import { printedPolicy, underPolicy } from '../support/printed-policy.ts';
import { type Pages, type Site, startSite } from '../support/site.ts';
import { codeInput, signedIn, signUpBefore, userButton } from './steps.ts';

const SCRIPT = 'https://accounts.google.com/gsi/client';
const PASSWORD = 'violet kettle on a northern roof';

interface Headless {
  Clerk: {
    user: { id: string; createTOTP(): Promise<{ secret: string }>; verifyTOTP(params: object): Promise<unknown> };
  };
}
declare const window: Headless;

/** The policy that the command prints for this site, with Trusted Types for the part of it that is ours. */
const FLAGS = ['--script', 'npm', '--proxy-path', '/__clerk', '--trusted-types'];

const pages: Pages = async (url, config) => {
  const tap = '<clerk-google-one-tap></clerk-google-one-tap><clerk-user-button></clerk-user-button>';
  const answer = await authPages({
    others: (pathname) => (pathname === '/article' || pathname === '/strict' ? tap : undefined),
  })(url, config);
  if (!answer || url.pathname !== '/strict') return answer;
  return underPolicy(answer, await printedPolicy(config, [...FLAGS, '--page', config.url]));
};

describe('signing in with Google One Tap', () => {
  let google: TestGoogle;
  let site: Site;
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  before(async () => {
    google = await startGoogle();
    const config = { ...withOneTap(google), secondFactors: { totp: true } };
    [site, browser] = await Promise.all([startSite(pages, config), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await google?.close();
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });

  /** Opens a page in a new browser, in which a person is signed in at Google. */
  async function open(person: string, path = '/article', script = `(${installGoogleDouble})(window)`): Promise<Page> {
    const context = await browser.newContext();
    contexts.push(context);
    const page = await context.newPage();
    await page.exposeFunction('tokenOfGoogle', (nonce?: string) =>
      person === 'nobody'
        ? 'not a token'
        : google.token(
            { sub: person, email: `${person}@example.com`, email_verified: true, given_name: 'Ada', nonce },
            { now: Date.now() },
          ),
    );
    const body = `window.googleDouble = { token: (nonce) => window.tokenOfGoogle(nonce) };${script}`;
    await page.route(SCRIPT, (route) => route.fulfill({ contentType: 'text/javascript', body }));
    await page.goto(site.origin + path);
    return page;
  }

  const take = (page: Page) => page.getByRole('button', { name: 'Continue as Ada' }).click();
  /** The button shows the user before the client is applied. */
  const userId = async (page: Page) => {
    await page.waitForFunction(() => !!(window as Partial<Headless>).Clerk?.user);
    return page.evaluate(() => window.Clerk.user.id);
  };

  it('a stranger gets an account by one click and stays on the page, and is known the next time', async () => {
    const page = await open('ada');
    await take(page);
    await userButton(page).waitFor();
    assert.equal(page.url(), `${site.origin}/article`);
    const id = await userId(page);
    const again = await open('ada');
    await take(again);
    await userButton(again).waitFor();
    assert.equal(await userId(again), id);
    // A signed-in user is not asked, and the script is not loaded for them.
    const loaded: string[] = [];
    again.on('request', (request) => loaded.push(request.url()));
    await again.reload();
    await userButton(again).waitFor();
    assert.ok(!loaded.includes(SCRIPT));
  });

  it('a second factor that is due is asked on the sign-in page, which leads back', async () => {
    const context = await browser.newContext();
    contexts.push(context);
    await signUpBefore(context, site, { emailAddress: 'cy@example.com', password: PASSWORD });
    const own = await context.newPage();
    await own.goto(site.origin);
    await signedIn(own, site.origin);
    const secret = await own.evaluate(async () => (await window.Clerk.user.createTOTP()).secret);
    const totp = new TOTP({ secret });
    await own.evaluate((code) => window.Clerk.user.verifyTOTP({ code }), totp.generate());
    // A code counts once.
    site.advance(60_000);
    const page = await open('cy');
    await take(page);
    await page.waitForURL(/\/sign-in/);
    await codeInput(page).fill(totp.generate({ timestamp: Date.now() + 60_000 }));
    await page.waitForURL(`${site.origin}/article`);
    await userButton(page).waitFor();
  });

  it('a token that is refused leaves the page as it is, and says why on the console', async () => {
    const page = await open('nobody');
    const errors = collectErrors(page);
    const failed = page.evaluate(
      () => new Promise<string>((resolve) => document.addEventListener('clerk-error', ({ type }) => resolve(type))),
    );
    await take(page);
    assert.equal(await failed, 'clerk-error');
    assert.equal(page.url(), `${site.origin}/article`);
    assert.ok(
      errors.some((error) => error.includes('could not sign in')),
      errors.join('\n'),
    );
  });

  it('a blocked script of Google is told to developers, and to visitors not at all', async () => {
    const context = await browser.newContext();
    contexts.push(context);
    const page = await context.newPage();
    await page.route(SCRIPT, (route) => route.abort());
    const told = page.waitForEvent('console', (message) => message.text().includes('clerk-google-one-tap'));
    await page.goto(`${site.origin}/article`);
    assert.match((await told).text(), /did not load \(blocked\)/);
    assert.equal(await page.locator('clerk-google-one-tap').innerText(), '');
  });

  it('the documented policy lets Google One Tap work without a violation', async () => {
    const page = await open('ada', '/strict');
    const errors = collectErrors(page);
    await take(page);
    await userButton(page).waitFor();
    assert.deepEqual(errors, []);
  });
});
