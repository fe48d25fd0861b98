import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { collectErrors, LATE_TOKEN, launchBrowser } from './browser.ts';
import { type MatrixRow } from './sdk-matrix.ts';
import {
  CODE,
  fillPassword,
  fillSignUp,
  follow,
  goThroughCustomFlow,
  newAddress,
  openPage,
  signIn,
  state,
} from './sdk-steps.ts';
import { Visitor } from './visitor.ts';
import { watchMembers } from './watch-members.ts';

const MENU_ITEMS = ['Manage account', 'Count up', 'Read the terms', 'Screens', 'Sign out'];

export interface SdkStory {
  /** The row of the SDK in the table of the docs. */
  row: MatrixRow;
  /** Origin of the running app. */
  origin(): string;
  /** Components of this release's missing screens that the page `/screens` mounts. */
  missing: readonly string[];
  /** The home page has buttons that change texts and classes of all screens. */
  hasChangingLook?: boolean;
  /** The sign-in page has a button that changes a prop of its screen. */
  hasChangingProps?: boolean;
  /** Page with the profile, and with pages of the app in it. Default: `/profile`. */
  profile?: string;
  /** Every navigation replaces the page, so that no element lives on. */
  replacesPages?: boolean;
  /** The SDK has hooks for Clerk's newer calls of custom flows, and the app has `/custom-new`. */
  hasNewerFlow?: boolean;
}

/**
 * The story of the people who use an app that is written with one of Clerk's SDKs and has nothing of ours but the key.
 * Every app has the same pages: `/`, `/sign-in`, `/sign-up`, `/profile`, `/protected`, `/screens` and `/custom`.
 */
export function tellSdkStory(story: SdkStory): void {
  const { row, missing, replacesPages = false, profile = '/profile' } = story;
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  row.it('provider', 'shows that Clerk loads, and then that nobody is signed in', () =>
    visit(async (page) => {
      await open(page, '/');
      await page.locator('#who', { hasText: 'nobody' }).waitFor();
      await page.locator('#loading').waitFor({ state: 'detached' });
      await page.locator('#state', { hasText: '"sessions":0' }).waitFor();
      const { isLoaded, isSignedIn } = await state(page);
      assert.deepEqual([isLoaded, isSignedIn], [true, false]);
    }),
  );

  row.it('hooks', 'knows the user in every hook, and shows at once what a call has changed', () =>
    visitSignedIn(async (page, { userId, sessionId }) => {
      const unknown = await watchMembers(page.context());
      await open(page, '/');
      // The server has rendered the ids already, and the browser adds what only Clerk knows.
      await page.locator('#state', { hasText: '"sessions":1' }).filter({ hasText: '"name":"Ada"' }).waitFor();
      const { isSignedIn, session, sessions, name, ...ids } = await state(page);
      const shown = [isSignedIn, ids.userId, ids.sessionId, session, sessions, name];
      assert.deepEqual(shown, [true, userId, sessionId, sessionId, 1, 'Ada']);
      // SDKs ask for this one before Clerk has loaded, and know that it may be missing.
      assert.deepEqual(
        unknown.filter((name) => name !== 'telemetry'),
        [],
        'members that Clerk does not have',
      );
      await page.locator('#rename').click();
      await page.locator('#state', { hasText: 'Bea' }).waitFor();
      await page.locator('button.cl-userButtonTrigger', { hasText: 'B' }).waitFor();
      await page.locator('#token').click();
      await page.locator('#claims', { hasText: `${userId} ${sessionId} true` }).waitFor();
    }),
  );

  row.it('screens', 'signs a person up on a page of the app, with the step in the path', () =>
    visit(async (page) => {
      await open(page, '/sign-up');
      await fillSignUp(page, newAddress());
      await page.waitForURL(`${story.origin()}/sign-up/verify-email-address`);
      await page.locator('input[autocomplete=one-time-code]').fill(CODE);
      await page.waitForURL(`${story.origin()}/`);
      await page.locator('#who', { hasText: 'user_' }).waitFor();
      await page.locator('button.cl-userButtonTrigger').waitFor();
    }),
  );

  row.it('screens', 'signs a person in on a page of the app, and keeps the step over a reload', () =>
    visit(async (page) => {
      const { email, userId } = await join();
      await open(page, '/sign-in');
      await page.locator('input[name=identifier]').fill(email);
      await page.locator('.cl-formButtonPrimary:visible').click();
      await page.waitForURL(`${story.origin()}/sign-in/factor-one`);
      await page.reload();
      await fillPassword(page);
      await page.waitForURL(`${story.origin()}/`);
      await page.locator('#who', { hasText: userId }).waitFor();
    }),
  );

  row.it('screens', 'sends a visitor of a protected page to sign in, and back', () =>
    visit(async (page) => {
      const { email } = await join();
      await page.goto(`${story.origin()}/protected`);
      await page.waitForURL(`${story.origin()}/sign-in**`);
      const form = await page.locator('.cl-signIn-root').elementHandle();
      await page.locator('input[name=identifier]').fill(email);
      await page.locator('.cl-formButtonPrimary:visible').click();
      // A router that replaces the page takes the form away, and the SDK mounts it anew.
      if (replacesPages) await page.waitForFunction((root) => !root?.isConnected, form);
      await fillPassword(page);
      await page.waitForURL(`${story.origin()}/protected`);
      await page.locator('#secret').waitFor();
      // The element of @clerk/astro has the name of one of ours.
      if (replacesPages) await page.locator('#secret-in-browser').waitFor();
    }),
  );

  row.it('screens', 'shows nothing for a screen that does not exist yet, and says so once', () =>
    visitSignedIn(async (page, _user, errors) => {
      await open(page, '/screens');
      await page.locator('.cl-userAvatar-root, .cl-avatarBox').first().waitFor();
      await page.locator('.cl-waitlist-root').waitFor();
      // The last of them is reported when all of them are mounted.
      while (errors.length < missing.length) await page.waitForEvent('console');
      assert.equal((await page.locator('#missing').innerText()).trim(), '');
      assert.deepEqual(
        errors.splice(0).map((error) => /has no (\w+)/.exec(error)?.[1] ?? error),
        missing,
      );
    }),
  );

  row.it('screens', 'come and go with the pages of the app', () =>
    visitSignedIn(async (page) => {
      await open(page, '/');
      const trigger = page.locator('button.cl-userButtonTrigger');
      const first = await trigger.elementHandle();
      await page.evaluate(() => Object.assign(window, { isSamePage: true }));
      for (let round = 0; round < 2; round++) {
        await follow(page, '/profile');
        await page.locator('.cl-userProfile-root').waitFor();
        await follow(page, '/');
        await page.locator('#state').waitFor();
        await page.locator('.cl-userProfile-root').waitFor({ state: 'detached' });
      }
      assert.equal(await page.evaluate(() => 'isSamePage' in window), true);
      await trigger.waitFor();
      assert.equal(await first?.evaluate((element) => element.isConnected), !replacesPages);
    }),
  );

  row.it(
    'screens',
    'finish what a provider of identities has begun, and lead a visitor on who comes without that',
    () =>
      visit(async (page) => {
        await page.goto(`${story.origin()}/sso-callback`);
        await page.waitForURL(`${story.origin()}/sign-in**`);
        await page.locator('.cl-signIn-root').waitFor();
      }),
  );

  if (story.hasChangingProps) {
    row.it('screens', 'follow props that the app changes', () =>
      visit(async (page) => {
        await open(page, '/sign-in');
        await page.locator('input[name=identifier]').fill('somebody');
        await page.locator('#tint').click();
        await page.locator('.cl-card.tinted').waitFor();
        assert.equal(await page.locator('input[name=identifier]').inputValue(), 'somebody');
      }),
    );
  }

  if (story.hasChangingLook) {
    row.it('screens', 'follow texts and classes that the app changes', () =>
      visitSignedIn(async (page) => {
        await open(page, '/');
        const trigger = page.locator('button.cl-userButtonTrigger');
        await trigger.waitFor();
        await page.locator('#square').click();
        await page.locator('button.cl-userButtonTrigger.square').waitFor();
        await page.locator('#german').click();
        await trigger.click();
        await page.getByRole('button', { name: 'Abmelden' }).waitFor();
      }),
    );
  }

  row.it('modals', 'signs a person in by a dialog, and shows the user in the page behind it', () =>
    visit(async (page) => {
      const { email, userId } = await join();
      await open(page, '/');
      await page.locator('#open-sign-up').click();
      await page.locator('dialog .cl-signUp-root').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.locator('#open-sign-in').click();
      await signIn(page, email);
      await page.locator('#who', { hasText: userId }).waitFor();
      await page.locator('dialog').waitFor({ state: 'detached' });
      await page.locator('button.cl-userButtonTrigger').waitFor();
      assert.equal(page.url(), `${story.origin()}/`);
    }),
  );

  row.it('modals', 'show the profile and the waitlist, when the app calls Clerk itself', () =>
    visitSignedIn(async (page) => {
      await open(page, '/');
      for (const [button, root] of Object.entries({ profile: 'userProfile', waitlist: 'waitlist' })) {
        await page.locator(`#open-${button}`).click();
        await page.locator(`dialog .cl-${root}-root`).waitFor();
        await page.keyboard.press('Escape');
        await page.locator('dialog').waitFor({ state: 'detached' });
      }
    }),
  );

  row.it('modals', 'close when the app goes to another page', () =>
    visitSignedIn(async (page) => {
      await open(page, '/');
      await page.locator('#open-profile').click();
      await page.locator('dialog .cl-userProfile-root').waitFor();
      await page.locator('a[href="/custom"]').evaluate((link: HTMLElement) => link.click());
      await page.waitForURL(`${story.origin()}/custom`);
      await page.locator('dialog').waitFor({ state: 'detached' });
    }),
  );

  row.it('custom pages', 'show items of the app in the menu, and its page in the dialog of the profile', () =>
    visitSignedIn(async (page) => {
      await open(page, '/');
      const trigger = page.locator('button.cl-userButtonTrigger');
      await trigger.click();
      await page.getByRole('button', { name: 'Count up' }).waitFor();
      const items = await page.locator('.cl-userButtonPopoverActionButton').allTextContents();
      const labels = items.map((text) => text.trim().replace(/^\W?\s*S?(?=Screens)|^[+§]\s*/, ''));
      assert.deepEqual(labels.slice(0, MENU_ITEMS.length), MENU_ITEMS);
      await page.locator('.cl-userButtonPopoverMenu .icon-count').waitFor();
      await page.getByRole('button', { name: 'Count up' }).click();
      await page.locator('#count', { hasText: '1' }).waitFor();
      await trigger.click();
      await page.getByRole('button', { name: 'Read the terms' }).click();
      await page.locator('dialog h1.terms').waitFor();
      await page.locator('dialog .icon-terms').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('h1.terms').waitFor({ state: 'detached' });
      await trigger.click();
      await page.getByRole('button', { name: 'Screens' }).click();
      await page.waitForURL(`${story.origin()}/screens`);
    }, missing.length),
  );

  row.it('custom pages', 'live in the profile of the app, at addresses of their own', () =>
    visitSignedIn(async (page) => {
      await open(page, profile);
      await page.locator('.icon-likes').waitFor();
      await page.locator('.cl-navbarButton', { hasText: 'Likes' }).click();
      await page.waitForURL((url) => url.pathname === '/profile/likes');
      await page.locator('#like').click();
      await page.locator('#like', { hasText: 'Liked 1 times' }).waitFor();
      await page.locator('.cl-navbarButton', { hasText: 'Security' }).click();
      await page.locator('#like').waitFor({ state: 'detached' });
      await open(page, '/profile/likes');
      await page.locator('#like').waitFor();
    }),
  );

  row.it('custom flow, older calls', 'signs a person up and in with fields of the app', () => customFlow('/custom'));
  if (story.hasNewerFlow) {
    row.it('custom flow, newer calls', 'signs a person up and in with fields of the app, by signals', () =>
      customFlow('/custom-new'),
    );
  } else row.lacks('custom flow, newer calls');

  row.it('sign-out', 'signs out by the button of the SDK, and by the menu', () =>
    visitSignedIn(async (page, { email }, errors) => {
      await open(page, '/custom');
      await page.locator('#sign-out').click();
      await page.waitForURL(`${story.origin()}/`);
      await page.locator('#who', { hasText: 'nobody' }).waitFor();
      await page.locator('#open-sign-in').click();
      await signIn(page, email);
      await page.locator('button.cl-userButtonTrigger').click();
      await page.getByRole('button', { name: 'Sign out', exact: true }).click();
      await page.locator('#who', { hasText: 'nobody' }).waitFor();
      await page.locator('#open-sign-in').waitFor();
      await page.locator('button.cl-userButtonTrigger').waitFor({ state: 'detached' });
      for (const error of errors.splice(0)) assert.match(error, LATE_TOKEN);
    }),
  );

  const customFlow = (path: string) =>
    visit((page, errors) => goThroughCustomFlow(page, story.origin() + path, errors));

  /** The page of a test that has failed stays open until the next one, so that it can be shown. */
  let last: BrowserContext | undefined;

  /** Opens a page in a browser of its own, which must report no error in the end. */
  async function visit(use: (page: Page, errors: string[]) => Promise<void>, context?: BrowserContext): Promise<void> {
    await last?.close();
    last = context ?? (await browser.newContext());
    const page = await last.newPage();
    const errors = collectErrors(page);
    await use(page, errors);
    assert.deepEqual(errors, []);
  }

  /** Opens a page in a browser where a new user is signed in. @param expected number of errors that are expected */
  async function visitSignedIn(
    use: (page: Page, user: Awaited<ReturnType<typeof join>>, errors: string[]) => Promise<void>,
    expected = 0,
  ): Promise<void> {
    const user = await join();
    const context = await browser.newContext();
    await context.addCookies(user.cookies);
    await visit(async (page, errors) => {
      await use(page, user, errors);
      if (expected) errors.splice(0);
    }, context);
  }

  /** Creates an account. */
  async function join() {
    const visitor = new Visitor(story.origin());
    const user = await visitor.signUp({ first_name: 'Ada' });
    const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: story.origin() }));
    return { ...user, cookies };
  }

  function open(page: Page, path: string): Promise<void> {
    return openPage(page, story.origin() + path);
  }
}
