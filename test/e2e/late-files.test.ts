import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page, Route } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, errorLogged, launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { codeSent, continueWith, signUpBefore, signedIn, userButton } from './steps.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const ITEM = '.cl-userButtonPopoverMenu :is(a, button)';

const profilePage = (pathname: string) =>
  pathname === '/user' ? '<clerk-user-profile></clerk-user-profile>' : undefined;

/** The user button and the profile load what they need for an action when the user turns to them. */
describe('files that come after the click', () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let errors: string[];

  before(async () => {
    [site, browser] = await Promise.all([startSite(authPages({ others: profilePage })), launchBrowser()]);
    context = await browser.newContext();
    await signUpBefore(context, site, { emailAddress: 'ada@example.com', password: 'a fine long password' });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    await page?.close();
    page = await context.newPage();
    errors = collectErrors(page);
  });

  /** Holds the answers for a file back. @returns lets them go, after the first request */
  async function holdBack(name: string): Promise<() => Promise<void>> {
    const pattern = `**/chunks/${name}-*.js*`;
    const held: Route[] = [];
    const asked = Promise.withResolvers<void>();
    let isOver = false;
    await page.route(pattern, async (route) => {
      // The page may ask again before the route is gone.
      if (isOver) return route.continue();
      held.push(route);
      asked.resolve();
    });
    return async () => {
      await asked.promise;
      isOver = true;
      await Promise.all(held.map((route) => route.continue()));
      await page.unroute(pattern);
    };
  }

  /** Returns the accessibility rules that the open panel breaks. */
  async function faultsOf(shown: Page): Promise<string[]> {
    await shown.addScriptTag({ path: AXE });
    return shown.evaluate(async () => {
      const panel = document.querySelector('.cl-userButtonPopoverCard') as HTMLElement;
      await Promise.all(panel.getAnimations({ subtree: true }).map((animation) => animation.finished));
      const { axe } = window as unknown as {
        axe: { run(node: Node): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations } = await axe.run(panel);
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    });
  }

  const focused = (selector: string): Promise<void> => page.locator(`${selector}:focus`).waitFor();

  test('the user button is shown before the session modules have arrived', async () => {
    const release = await holdBack('session');
    await page.goto(`${site.origin}/`);
    await userButton(page).waitFor();
    assert.equal(await page.evaluate(() => (window as unknown as { Clerk: { user?: object } }).Clerk.user), undefined);
    await release();
    await signedIn(page, site.origin);
  });

  test('a menu whose code is late shows its frame after the click, then its items, and opens again later', async () => {
    const release = await holdBack('menu');
    await page.goto(`${site.origin}/`);
    await userButton(page).click();
    const panel = page.locator('.cl-userButtonPopoverCard[aria-busy=true]');
    await panel.locator('.cl-userButtonSkeleton').waitFor();
    assert.deepEqual(await faultsOf(page), []);
    const before = await panel.boundingBox();
    await release();
    await page.locator(ITEM).first().waitFor();
    await focused(ITEM);
    const after = await page.locator('.cl-userButtonPopoverCard').boundingBox();
    assert.deepEqual([after?.x, after?.width], [before?.x, before?.width]);
    await page.keyboard.press('Escape');
    await focused('.cl-userButtonTrigger');
    await page.keyboard.press('Enter');
    await focused(ITEM);
  });

  test('a keyboard user opens a menu whose code is late', async () => {
    const release = await holdBack('menu');
    await page.goto(`${site.origin}/`);
    await userButton(page).focus();
    await page.keyboard.press('Enter');
    await release();
    await focused(ITEM);
    assert.equal(await userButton(page).getAttribute('aria-expanded'), 'true');
  });

  test('a user who presses Escape while the menu loads finds it closed', async () => {
    const release = await holdBack('menu');
    await page.goto(`${site.origin}/`);
    await userButton(page).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    const arrived = page.waitForResponse(/\/chunks\/menu-/);
    await release();
    await (await arrived).finished();
    await userButton(page).click();
    await focused(ITEM);
  });

  test('a menu that cannot be loaded says so in its panel, and comes when the user tries again', async () => {
    const asked: string[] = [];
    await page.route('**/chunks/menu-*.js*', (route) => {
      asked.push(new URL(route.request().url()).search);
      return route.abort();
    });
    await page.goto(`${site.origin}/`);
    await userButton(page).focus();
    await page.keyboard.press('Enter');
    await errorLogged(page, errors, /the menu could not be loaded/);
    await page.getByRole('alert').filter({ hasText: 'No connection.' }).waitFor();
    assert.deepEqual(await faultsOf(page), []);
    // The panel says it until the menu is there, also after another failure.
    const more = page.waitForEvent('requestfailed');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await more;
    await page.getByRole('alert').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await focused(ITEM);
    assert.equal(await page.getByRole('alert').count(), 0);
    // A try asks for the file in the exact version and beside the script, and once more.
    assert.deepEqual(asked.slice(0, 4), ['', '', '?retry=1', '?retry=1']);
  });

  test('a menu that could not be loaded comes by itself when the browser is online again', async () => {
    await page.route('**/chunks/menu-*.js*', (route) => route.abort());
    await page.goto(`${site.origin}/`);
    await userButton(page).click();
    await page.getByRole('alert').waitFor();
    await page.unrouteAll();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await focused(ITEM);
  });

  test('a form of the profile whose code is late opens after the click, with the focus in its first field', async () => {
    const release = await holdBack('editors');
    await page.goto(`${site.origin}/user`);
    await page.locator('.cl-profileSectionPrimaryButton__profile').click();
    await release();
    await focused('input[name=firstName]');
  });

  test('a form of the profile that cannot be loaded says so, and opens at the next click', async () => {
    await page.route('**/chunks/editors-*.js*', (route) => route.abort());
    await page.goto(`${site.origin}/user`);
    await page.locator('.cl-profileSectionPrimaryButton__profile').click();
    await page.getByRole('alert').filter({ hasText: 'No connection to the server.' }).waitFor();
    await page.unrouteAll();
    await page.locator('.cl-profileSectionPrimaryButton__profile').click();
    await focused('input[name=firstName]');
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  test('a page of the profile that cannot be loaded says so, and comes when the browser is online again', async () => {
    await page.route('**/chunks/editors-*.js*', (route) => route.abort());
    await page.goto(`${site.origin}/user#/security`);
    await page.getByRole('alert').filter({ hasText: 'No connection to the server.' }).waitFor();
    await page.unrouteAll();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.locator('.cl-activeDeviceListItem').first().waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
  });

  test('a screen of the sign-in that cannot be loaded says so, and comes when the browser is online again', async () => {
    const stranger = await browser.newContext();
    page = await stranger.newPage();
    await page.route('**/chunks/steps-*.js*', (route) => route.abort());
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('input[name=identifier]').fill('ada@example.com');
    await continueWith(page);
    // The form loads its page once more, and cannot go on there either.
    await page.getByRole('alert').filter({ hasText: 'No connection to the server.' }).waitFor();
    await page.unrouteAll();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.getByRole('heading', { name: 'Enter your password' }).waitFor();
    await stranger.close();
  });

  for (const [path, identifier] of [
    ['/sign-in', 'identifier'],
    ['/sign-up', 'emailAddress'],
  ] as const) {
    test(`a form whose next screen is late takes no second press: ${path}`, async () => {
      const stranger = await browser.newContext();
      page = await stranger.newPage();
      const posted: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST') posted.push(new URL(request.url()).pathname.replace(/^.*\/v1\/client/, ''));
      });
      const release = await holdBack('steps');
      await page.goto(site.origin + path);
      await page.locator(`input[name=${identifier}]`).fill(path === '/sign-in' ? 'ada@example.com' : 'bo@example.com');
      if (path === '/sign-up') await page.locator('input[name=password]').fill('a fine long password');
      await continueWith(page);
      await page.waitForURL(`${site.origin}${path}/*`);
      await page.locator('.cl-formButtonPrimary[aria-busy=true]').waitFor();
      await page.keyboard.press('Enter');
      await release();
      if (path === '/sign-up') await codeSent(page);
      else await page.getByRole('heading', { name: 'Enter your password' }).waitFor();
      assert.equal(posted.filter((each) => /\/sign_(in|up)s$/.test(each)).length, 1, posted.join());
      await stranger.close();
    });
  }

  test('the console names the file that a signed-in page could not load, and not the API', async () => {
    await page.route('**/chunks/session-*.js*', (route) => route.abort());
    await page.goto(`${site.origin}/user`);
    await errorLogged(page, errors, /^clerk-widgets: A part of .* could not be loaded.*chunks\/session-.*script-src/);
    assert.deepEqual(
      errors.filter((error) => error.includes('cannot be reached')),
      [],
    );
  });

  for (const name of ['base', 'user-profile', 'resources', 'session']) {
    test(`a page is shown although the first requests for a file failed: ${name}`, async () => {
      const failed: string[] = [];
      await page.route(`**/chunks/${name}-*.js`, (route) => {
        failed.push(route.request().url());
        return route.abort();
      });
      await page.goto(`${site.origin}/user`);
      await page.locator('.cl-profileSection__profile').waitFor();
      // In the exact version, and beside the script.
      assert.equal(failed.length, 2);
      assert.deepEqual(
        errors.filter((error) => error.startsWith('clerk-widgets')),
        [],
      );
    });
  }
});
