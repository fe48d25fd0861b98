import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page, Route } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, errorLogged, launchBrowser, withoutLateTokens } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { signUp, signUpBefore } from './steps.ts';

const EMAIL = 'gia@example.com';
const PASSWORD = 'a fine long password';
const API = '**/__clerk/v1/**';
const CLIENT = '**/__clerk/v1/client?*';

const STATES = `<clerk-loading><p>loading</p></clerk-loading>
  <clerk-loaded hidden><p>loaded</p></clerk-loaded>
  <clerk-degraded hidden><p>degraded</p></clerk-degraded>
  <clerk-failed hidden><p>failed</p></clerk-failed>
  <clerk-show when="signed-in" hidden><p>in</p><p slot="fallback">out</p></clerk-show>
  <clerk-show when='{"reverification":"strict"}' hidden><p>fresh</p></clerk-show>
  <clerk-show when='{"role":"org:admin"}' hidden><p>admin</p></clerk-show>
  <clerk-user-avatar></clerk-user-avatar>`;
const BODIES: Record<string, string> = {
  '/states': STATES,
  '/join': '<clerk-redirect-to-sign-up></clerk-redirect-to-sign-up>',
  '/account': '<clerk-redirect-to-user-profile></clerk-redirect-to-user-profile><p>account</p>',
  '/user': '<clerk-user-profile></clerk-user-profile><clerk-redirect-to-user-profile></clerk-redirect-to-user-profile>',
};

describe('elements that show, hide and redirect', () => {
  let site: Site;
  let browser: Browser;
  /** A browser in which nobody is signed in, and one with a user. */
  let nobody: BrowserContext;
  let somebody: BrowserContext;
  let errors: string[];

  before(async () => {
    [site, browser] = await Promise.all([startSite(authPages({ others: (path) => BODIES[path] })), launchBrowser()]);
    somebody = await browser.newContext();
    await signUpBefore(somebody, site, { emailAddress: EMAIL, password: PASSWORD });
    nobody = await browser.newContext();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(async () => {
    await Promise.all([...nobody.pages(), ...somebody.pages()].map((page) => page.close()));
    await Promise.all([nobody.unrouteAll(), somebody.unrouteAll()]);
  });

  async function open(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage();
    errors = collectErrors(page);
    await page.goto(site.origin + path);
    return page;
  }

  /** Waits until a visitor sees exactly these words. */
  const shows = (page: Page, ...words: string[]): Promise<unknown> =>
    page.waitForFunction(
      (expected) =>
        [...document.querySelectorAll('p')]
          .filter((p) => p.checkVisibility())
          .map(({ innerText }) => innerText)
          .join(' ') === expected,
      words.join(' '),
    );

  test('a page shows what is for loading, and what is for visitors once it knows who they are', async () => {
    const held = Promise.withResolvers<Route>();
    await nobody.route(CLIENT, (route) => held.resolve(route));
    const page = await open(nobody, '/states');
    const route = await held.promise;
    await page.waitForFunction(() => !!customElements.get('clerk-show'));
    await shows(page, 'loading');
    await route.continue();
    await shows(page, 'loaded', 'out');
    assert.deepEqual(withoutLateTokens(errors), []);
  });

  test('a page shows what is for failures while the API is down, and goes on by itself when it is back', async () => {
    // A browser that knows nothing of the instance yet.
    const context = await browser.newContext();
    await context.route(API, (route) => route.abort());
    const page = await open(context, '/states');
    await shows(page, 'failed', 'out');
    await context.unroute(API);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await shows(page, 'loaded', 'out');
    await context.close();
  });

  test('a signed-in user stays in when the API is down, and the page says so while it lasts', async () => {
    await (await open(somebody, '/states')).waitForFunction(() => document.querySelector('[role=img]'));
    await somebody.route(CLIENT, (route) => route.abort());
    const page = await open(somebody, '/states');
    await shows(page, 'loaded', 'degraded', 'in', 'fresh');
    await somebody.unroute(CLIENT);
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await shows(page, 'loaded', 'in', 'fresh');
  });

  test('every tab shows at once what is for a user who signs in or out in one of them', async () => {
    const context = await browser.newContext();
    const first = await open(context, '/states');
    await shows(first, 'loaded', 'out');
    const second = await open(context, '/sign-up');
    await signUp(second, site, { emailAddress: 'two.tabs@example.com', password: PASSWORD });
    await shows(first, 'loaded', 'in', 'fresh');
    await first.locator('clerk-user-avatar').getByText('TT', { exact: true }).waitFor();
    await second.waitForURL(`${site.origin}/`);
    await second.goto(`${site.origin}/states`);
    await shows(second, 'loaded', 'in', 'fresh');
    await second.evaluate(() =>
      (window as unknown as { Clerk: { signOut(f: () => void): void } }).Clerk.signOut(() => {}),
    );
    await Promise.all([shows(second, 'loaded', 'out'), shows(first, 'loaded', 'out')]);
    await context.close();
  });

  test('Clerk.mountUserAvatar shows the picture of the user, and takes it away again', async () => {
    const page = await open(somebody, '/states');
    await page.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded);
    await page.evaluate(() => {
      const { Clerk } = window as unknown as { Clerk: Record<string, (node: Element, props?: object) => void> };
      const node = document.body.appendChild(document.createElement('div'));
      node.id = 'mounted';
      Clerk['mountUserAvatar']?.(node, { rounded: false });
    });
    const avatar = page.locator('#mounted .cl-userAvatarBox.cl-avatar__square');
    await avatar.waitFor();
    assert.deepEqual(await avatar.boundingBox().then((box) => [box?.width, box?.height]), [28, 28]);
    await page.evaluate(() => {
      const { Clerk } = window as unknown as { Clerk: Record<string, (node: Element | null) => void> };
      Clerk['unmountUserAvatar']?.(document.querySelector('#mounted'));
    });
    await avatar.waitFor({ state: 'detached' });
    assert.deepEqual(withoutLateTokens(errors), []);
  });

  test('<clerk-redirect-to-sign-up> leads through the sign-up and back to the page', async () => {
    const context = await browser.newContext();
    const page = await open(context, '/join');
    await page.waitForURL(/\/sign-up/);
    await signUp(page, site, { emailAddress: 'new@example.com', password: PASSWORD });
    await page.waitForURL(`${site.origin}/join`);
    await context.close();
  });

  test('<clerk-redirect-to-user-profile> leads a user to the profile, and stays there', async () => {
    const page = await open(somebody, '/account');
    await page.waitForURL(/\/user$/);
    await page.locator('.cl-profileSection__profile').waitFor();
    await errorLogged(page, errors, /<clerk-redirect-to-user-profile> leads to .*userProfileUrl.*the page it is on/);
  });

  test('<clerk-redirect-to-user-profile> leaves a visitor who is not signed in where they are', async () => {
    const page = await open(nobody, '/account');
    await page.waitForFunction(() => (window as unknown as { Clerk?: { loaded: boolean } }).Clerk?.loaded);
    await shows(page, 'account');
    assert.equal(page.url(), `${site.origin}/account`);
    assert.deepEqual(withoutLateTokens(errors), []);
  });
});
