import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { createClerkClient } from '../../src/entries/backend.ts';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type Pages, type Site, startSite } from '../support/site.ts';
import { leaving, signedIn, signUp } from './steps.ts';

const PASSWORD = 'a fine long password';
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html";
const PROFILE = '<clerk-user-profile routing="path" path="/user"></clerk-user-profile>';
const KIM = { sub: 'user_kim', name: 'Kim of the support' };

declare const window: {
  Clerk: {
    user: { id: string } | null;
    session: { id: string; actor: unknown } | null;
    client: { signedInSessions: { user: { id: string }; actor: unknown; id: string }[] };
    setActive(params: object): Promise<void>;
    __internal_openReverification(props: object): void;
  };
};

describe('somebody acts as a user', () => {
  let site: Site;
  let browser: Browser;
  let contexts: BrowserContext[] = [];
  let errors: string[] = [];

  before(async () => {
    [site, browser] = await Promise.all([
      startSite(pages(), async (origin) => ({ signInUrl: `${origin}/sign-in` })),
      launchBrowser(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(async () => {
    await Promise.all(contexts.map((each) => each.close()));
    contexts = [];
    assert.deepEqual(errors, []);
  });

  /** The pages allow no inline style or script. */
  function pages(): Pages {
    const plain = authPages({ others: (pathname) => (pathname.startsWith('/user') ? PROFILE : undefined) });
    return async (url, config) => {
      const response = await plain(url, config);
      response?.headers.set('content-security-policy', POLICY);
      return response;
    };
  }

  async function newBrowser(): Promise<Page> {
    const context = await browser.newContext();
    contexts.push(context);
    const page = await context.newPage();
    errors = collectErrors(page);
    return page;
  }

  /** Creates an account in a new browser. */
  async function newUser(emailAddress: string): Promise<{ page: Page; userId: string }> {
    const page = await newBrowser();
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, { emailAddress, password: PASSWORD });
    await signedIn(page, site.origin);
    await page.waitForFunction(() => window.Clerk?.user);
    return { page, userId: await page.evaluate(() => window.Clerk.user?.id ?? '') };
  }

  /** Creates an actor token with the Backend API. @returns its link */
  async function linkFor(userId: string): Promise<string> {
    const { key: secretKey } = await site.tickets.secretKeys.create({ name: 'support' });
    const { publishableKey } = site.config;
    const clerk = createClerkClient({ publishableKey, secretKey, apiUrl: site.origin });
    const { url } = await clerk.actorTokens.create({ userId, actor: KIM });
    assert.ok(url);
    return url;
  }

  const noteOn = (page: Page) => page.getByRole('region', { name: 'Signed in as ada@example.com' });

  test('every page says so until the actor signs out, and the user sees it among the devices', async () => {
    const { page: own, userId } = await newUser('ada@example.com');
    const page = await newBrowser();
    await page.goto(await linkFor(userId));
    await signedIn(page, site.origin);
    await noteOn(page).getByText('Kim of the support acts as this user.').waitFor();
    assert.deepEqual(await page.evaluate(() => window.Clerk.session?.actor), KIM);
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true, 'the focus stays');
    await page.goto(`${site.origin}/user`);
    await noteOn(page).waitFor();

    await own.goto(`${site.origin}/user/security`);
    const device = own.locator('.cl-activeDeviceListItem', { has: own.locator('.cl-badge__otherImpersonatorDevice') });
    await device.getByText('Signed in by Kim of the support').waitFor();
    assert.equal(await own.locator('.cl-impersonationFab').count(), 0, 'the user has no note');

    await leaving(page, () => noteOn(page).getByRole('button', { name: 'Sign out' }).click());
    await page.waitForFunction(() => window.Clerk?.user === null);
    assert.equal(await noteOn(page).count(), 0);
    await own.reload();
    await own.locator('.cl-activeDeviceListItem').waitFor();
    assert.equal(await device.count(), 0, 'the session is over');
    assert.ok(await own.evaluate(() => window.Clerk.user), 'the user stays signed in');
  });

  test('the user signs the actor out from the list of devices', async () => {
    const { page: own, userId } = await newUser('bo@example.com');
    const page = await newBrowser();
    await page.goto(await linkFor(userId));
    await signedIn(page, site.origin);
    await page.locator('.cl-impersonationFab').waitFor();
    await own.goto(`${site.origin}/user/security`);
    const device = own.locator('.cl-activeDeviceListItem', { hasText: 'Acting as you' });
    await device.getByRole('button', { name: /^Sign out/ }).click();
    await device.locator('.cl-actionCard').getByRole('button', { name: 'Sign out' }).click();
    await device.waitFor({ state: 'detached' });
    await page.reload();
    await page.waitForFunction(() => window.Clerk?.user === null);
  });

  test('the note follows the account that the tab shows, and its button keeps the other accounts', async () => {
    const { userId } = await newUser('cy@example.com');
    const { page, userId: staffId } = await newUser('kim@example.com');
    await page.goto(await linkFor(userId));
    await signedIn(page, site.origin);
    const note = page.locator('.cl-impersonationFab');
    await note.waitFor();
    const show = (user: string) =>
      page.evaluate(async (id) => {
        const session = window.Clerk.client.signedInSessions.find(({ user }) => user.id === id);
        await window.Clerk.setActive({ session: session?.id });
      }, user);
    await show(staffId);
    await note.waitFor({ state: 'detached' });
    await show(userId);
    await note.waitFor();
    await note.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForFunction((id) => window.Clerk?.user?.id === id, staffId);
    await note.waitFor({ state: 'detached' });
  });

  test('a change that only the user can make says so in place, and no dialog asks who they are', async () => {
    const { userId } = await newUser('di@example.com');
    const page = await newBrowser();
    await page.goto(await linkFor(userId));
    await signedIn(page, site.origin);
    errors.length = 0;
    await page.goto(`${site.origin}/user`);
    await page.getByRole('button', { name: 'Add email address' }).click();
    await page.locator('.cl-actionCard input').fill('other@example.com');
    await page.locator('.cl-actionCard .cl-formButtonPrimary').click();
    await page.getByText('Only the user of this account can do this.').waitFor();
    assert.equal(await page.locator('dialog[open]').count(), 0);
    const isCancelled = await page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          window.Clerk.__internal_openReverification({
            afterVerification: () => resolve(false),
            afterVerificationCancelled: () => resolve(true),
          });
        }),
    );
    assert.equal(isCancelled, true);
    // The browser reports the refusal on the console.
    errors.length = 0;
  });
});
