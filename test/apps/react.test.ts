import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { buildPublishableKey } from '../../src/protocol/keys.ts';
import { collectErrors, LATE_TOKEN, launchBrowser } from '../support/browser.ts';
import { builtPages } from '../support/built-pages.ts';
import { buildApp } from '../support/framework-app.ts';
import { describeSdk, type MatrixRow } from '../support/sdk-matrix.ts';
import { CODE, PASSWORD, tellFlows } from '../support/react-flows.ts';
import { tellWays } from '../support/react-ways.ts';
import { expectHooks } from '../support/react-hooks.ts';
import { type KeySite, startKeySite } from '../support/key-site.ts';
import { browserArgs } from '../support/load-site.ts';
import { startSite } from '../support/site.ts';
import { type Handler, startTlsHosts } from '../support/tls-hosts.ts';
import { watchMembers } from '../support/watch-members.ts';

const NAME = 'react.test';

/** What the browser logs of refusals that the story provokes, and what is said of screens that do not exist. */
const EXPECTED_ERRORS = /^clerk-widgets: this version has no |status of (403|422)/;

describe('a React app', () => {
  const hosts: Record<string, Handler> = {};
  let folder: string;
  let browser: Browser;
  let tls: Awaited<ReturnType<typeof startTlsHosts>>;
  before(async () => {
    const env = { VITE_CLERK_PUBLISHABLE_KEY: buildPublishableKey('production', `clerk.${NAME}`) };
    [{ folder }, tls] = await Promise.all([buildApp({ name: 'react', env }), startTlsHosts(hosts)]);
    const [, ...args] = browserArgs(tls.port).toReversed();
    browser = await launchBrowser([...args, `--host-resolver-rules=MAP *.test 127.0.0.1:${tls.port}`]);
  });
  after(async () => {
    await browser?.close();
    tls?.close();
  });

  describeSdk('@clerk/clerk-react', 'react', (row) => tellAll('clerk-react', row));
  describeSdk('@clerk/react', 'react', (row) => tellAll('react', row));

  function tellAll(sdk: 'clerk-react' | 'react', row: MatrixRow): void {
    describe('a person who uses the app', () => tellStory(sdk, row));
    describe('further ways to sign in', () =>
      tellWays(row, sdk, {
        browser: () => browser,
        api: `https://clerk.${NAME}`,
        start: (config) => startKeySite(hosts, NAME, builtPages(path.join(folder, 'dist', sdk, 'development')), config),
      }));
  }

  /** The story of a person who uses the app, in React's development build with StrictMode. */
  function tellStory(sdk: string, row: MatrixRow): void {
    let site: KeySite;
    let context: BrowserContext;
    let page: Page;
    let errors: string[];
    let missing: readonly string[];
    const person = `ada-${sdk}+clerk_test@example.com`;

    before(async () => {
      site = await startKeySite(hosts, NAME, builtPages(path.join(folder, 'dist', sdk, 'development')));
      context = await browser.newContext();
      missing = await watchMembers(context);
      page = await context.newPage();
      errors = collectErrors(page);
    });
    after(async () => {
      await context?.close();
      await site?.close();
    });

    const open = async (to: string) => {
      await page.goto(site.origin + to);
      await page.locator('#status', { hasText: 'loaded' }).waitFor();
    };
    const shows = (selector: string, hasText?: string | RegExp) =>
      page.locator(selector, { hasText }).first().waitFor();
    const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first().click();
    const leave = async () => {
      await open('/');
      await press('Leave');
      await shows('#user', 'nobody');
    };
    const signIn = async () => {
      await open('/sign-in');
      await page.locator('input[name=identifier]').fill(person);
      await page.locator('.cl-formButtonPrimary:visible').click();
      // The first screen has a field for the password as well, until the second one is there.
      await page.locator('.cl-signIn-password input[name=password]').fill(PASSWORD);
      await page.locator('.cl-formButtonPrimary:visible').click();
      await page.waitForURL(`${site.origin}/`);
      await shows('#user', person);
    };

    row.it('provider', 'loads our bundle, and knows that nobody is signed in', async () => {
      await open('/');
      await shows('#user', 'nobody');
      await shows('#signed-out');
      await shows('#refused');
      assert.equal(await page.locator('#signed-in').count(), 0);
    });

    row.it('provider', 'sends a visitor of a protected page to sign in', async () => {
      await page.goto(`${site.origin}/protected`);
      await page.waitForURL(`${site.origin}/sign-in*`);
      await page.locator('input[name=identifier]').waitFor();
    });

    row.it('provider', 'leads to the pages that the app or the instance names', async () => {
      await page.goto(`${site.origin}/to-sign-up`);
      await page.waitForURL(`${site.origin}/sign-up*`);
      await page.goto(`${site.origin}/to-profile`);
      await page.waitForURL(`${site.origin}/user*`);
      // Neither a task nor a client of Google's: the app goes on.
      for (const path of ['/to-tasks', '/one-tap']) await open(path);
    });

    row.it('screens', 'signs a person up with the prebuilt screen', async () => {
      await open('/sign-up');
      await page.locator('input[name=emailAddress]').fill(person);
      await page.locator('input[name=password]').fill(PASSWORD);
      await page.locator('.cl-formButtonPrimary:visible').click();
      await page.locator('input[autocomplete=one-time-code]').fill(CODE);
      await page.waitForURL(`${site.origin}/`);
      await shows('#user', person);
      await shows('#signed-in');
      await shows('.cl-userButtonTrigger');
      await shows('clerk-user-avatar [class*=cl-avatar]');
    });

    row.it('hooks', 'every hook answers for a signed-in person', async () => {
      await open('/hooks');
      const { user, session } = await page.evaluate(() => {
        const { user, session } = (window as unknown as { Clerk: Record<string, { id: string }> }).Clerk;
        return { user: user?.id, session: session?.id };
      });
      assert.ok(session);
      await expectHooks(page, {
        useAuth: [true, true, user, null, false],
        useUser: [true, true, user],
        useSession: [true, true, 'active'],
        useSessionList: [true, 1, 'function'],
        useClerk: [true, 'ready', user, 'null'],
        useOrganizationList: [true, 0, 0, 0, 'function'],
      });
    });

    row.it('provider', 'gives the app a session token', async () => {
      await open('/');
      await press('Show the token');
      await shows('#token', /^ey.+\..+\./);
    });

    row.it('sign-out', 'signs out with the button of the SDK', async () => {
      await leave();
      await shows('#signed-out');
    });

    row.it('screens', 'signs in with the prebuilt screen', signIn);

    row.it('sign-out', 'goes where the app says after a sign-out', async () => {
      await press('Leave for the flow');
      await page.waitForURL(`${site.origin}/older-flow`);
      await shows('#step', 'start');
    });

    row.it('hooks', 'every hook answers for a visitor', async () => {
      await open('/hooks');
      await expectHooks(page, {
        useAuth: [true, false, null, null, false],
        useUser: [true, false, null],
        useSession: [true, false, null],
        useSessionList: [true, 0, 'function'],
        useClerk: [true, 'ready', null, 'null'],
        useOrganizationList: [false, null, null, null, 'undefined'],
      });
    });

    row.it('modals', 'signs in with a dialog', async () => {
      await open('/');
      await press('Sign up here');
      await page.locator('dialog input[name=emailAddress]').waitFor();
      await page.locator('.cl-modalCloseButton').click();
      await press('Sign in here');
      await page.locator('dialog input[name=identifier]').fill(person);
      await page.locator('dialog .cl-formButtonPrimary:visible').click();
      await page.locator('dialog .cl-signIn-password input[name=password]').fill(PASSWORD);
      await page.locator('dialog .cl-formButtonPrimary:visible').click();
      await shows('#user', person);
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    });

    row.it('modals', 'opens the profile in a dialog', async () => {
      await press('Open the profile');
      await page.locator('dialog .cl-profileSection__profile').waitFor();
      await page.locator('.cl-modalCloseButton').click();
      await page.locator('dialog').waitFor({ state: 'detached' });
    });

    row.it('screens', 'shows the profile, and a changed name in the app', async () => {
      await open('/profile');
      await page.locator('.cl-profileSection__profile').waitFor();
      await page.getByRole('button', { name: 'Update profile' }).click();
      await page.locator('input[name=firstName]').fill('Ada');
      await page.locator('input[name=lastName]').fill('Lovelace');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('link', { name: 'Home', exact: true }).click();
      await shows('#name', 'Ada Lovelace');
    });

    row.it('custom pages', 'shows a page and a link of the app in the profile', async () => {
      await open('/profile');
      await page.getByRole('link', { name: 'Away' }).waitFor();
      await page.locator('.cl-navbarButton', { hasText: 'Terms' }).click();
      await page.waitForURL(`${site.origin}/profile/terms`);
      await shows('h1', 'Our terms');
      await press('Accepted 0 times');
      await shows('button', 'Accepted 1 times');
      await shows('#clicks', '1');
    });

    row.it('custom pages', "shows the app's items in the menu, and its page in the profile", async () => {
      await page.locator('.cl-userButtonTrigger').click();
      await page.getByRole('button', { name: '• Count' }).click();
      await shows('#clicks', '2');
      await page.locator('.cl-userButtonTrigger').click();
      await page.getByRole('button', { name: '• Open the notes' }).click();
      await shows('dialog .notes', 'Notes in the dialog, 2 clicks');
      await page.locator('.cl-modalCloseButton').click();
      await page.locator('.cl-userButtonTrigger').click();
      await page.getByRole('button', { name: '• Home page' }).click();
      await page.waitForURL(`${site.origin}/`);
    });

    row.it('screens', 'shows nothing for a screen that does not exist, and says so once', async () => {
      await open('/missing');
      await press('Open all');
      await shows('#opened', 'nothing thrown');
      assert.deepEqual(await page.locator('.thrown').allInnerTexts(), []);
      const said = errors.flatMap((line) => /^clerk-widgets: this version has no (\w+)/.exec(line)?.[1] ?? []);
      assert.equal(new Set(said).size, said.length, said.join());
      for (const name of ['OrganizationSwitcher', 'PricingTable', 'Checkout']) assert.ok(said.includes(name), name);
    });

    row.it('hooks', 'useReverification asks who is there, and repeats the call', async () => {
      site.advance(3_600_000);
      await open('/reverify');
      await press('Add an address');
      await page.locator('.cl-modalCloseButton').click();
      await shows('#answer', 'refused reverification_cancelled');
      await press('Add an address');
      await page.locator('dialog input[name=password]').fill(PASSWORD);
      await page.locator('dialog .cl-formButtonPrimary:visible').click();
      await shows('#answer', 'added second+clerk_test@example.com');
    });

    tellFlows(row, sdk, { open, shows, leave, page: () => page });

    row.it('provider', 'changes the texts while the app runs', async () => {
      await open('/sign-in');
      await page.locator('input[name=identifier]').waitFor();
      await press('Deutsch');
      await shows('.cl-headerTitle', 'Anmelden bei');
    });

    row.it('provider', 'reads no member of Clerk that the bundle lacks, and logs no error', () => {
      assert.deepEqual(missing, []);
      const unexpected = errors.filter((line) => !EXPECTED_ERRORS.test(line) && !LATE_TOKEN.test(line));
      assert.deepEqual(unexpected, []);
    });

    row.it('provider', 'tells the app that the server fails, or refuses', async () => {
      await page.route(/\/v1\/client\?/, (route) => route.fulfill({ status: 500, body: '' }));
      await page.goto(site.origin);
      await shows('#degraded');
      await page.unroute(/\/v1\/client\?/);
      const refusal = JSON.stringify({ errors: [{ code: 'origin_invalid', message: 'No.' }] });
      await page.route(/\/v1\/client\?/, (route) => route.fulfill({ status: 400, body: refusal }));
      await page.goto(site.origin);
      await shows('#status', 'failed');
      await page.unroute(/\/v1\/client\?/);
    });

    row.it('screens', 'shows the form of a waitlist in the production build', async () => {
      await waiting();
      await open('/waitlist');
      await page.locator('.cl-waitlist-root input[name=emailAddress]').fill(`waiting-${sdk}@example.com`);
      await page.locator('.cl-formButtonPrimary:visible').click();
      await shows('.cl-waitlist-root .cl-headerTitle', /list/i);
      await page.locator('.cl-waitlist-root input').waitFor({ state: 'detached' });
    });

    row.it('modals', 'opens the form of the waitlist', async () => {
      await open('/');
      await press('Open the waitlist');
      await shows('dialog .cl-waitlist-root input[name=emailAddress]');
    });

    // Version 5 loads its script over HTTPS alone.
    if (sdk === 'react') {
      row.it('provider', 'works through a path of the app, over plain HTTP', async () => {
        const pages = builtPages(path.join(folder, 'dist', sdk, 'production'));
        const local = await startSite(pages, { instanceType: 'production', frontendApi: `clerk.${NAME}` });
        try {
          await page.goto(`${local.origin}/sign-in`);
          await page.locator('input[name=identifier]').waitFor();
        } finally {
          await local.close();
        }
      });
    }

    /** Starts the site anew, with the production build and an instance that people wait for. */
    const waiting = async () => {
      await Promise.all([site.close(), context.close()]);
      const pages = builtPages(path.join(folder, 'dist', sdk, 'production'));
      site = await startKeySite(hosts, NAME, pages, { signUp: { mode: 'waitlist' } });
      // Without the script of before, which has the other instance's environment in it.
      context = await browser.newContext();
      page = await context.newPage();
    };
  }
});
