import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { findViolations, LAYOUT_RULES } from '../support/axe.ts';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { startSite, type Site } from '../support/site.ts';

const ATTRIBUTES = { username: 'optional', phoneNumber: 'optional' } as const;

/** How each page is checked: a width, colors and rules of axe. */
const LOOKS = [
  [1280, 'light', undefined],
  [375, 'dark', undefined],
  // The markup of the phone in the colors of the wide page.
  [320, 'light', LAYOUT_RULES],
] as const;

describe('the admin page in a browser', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    browser = await launchBrowser();
    site = await startSite(() => undefined, { adminPage: true, attributes: ATTRIBUTES, passkeys: { enabled: true } });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Opens the admin page with a one-time link. */
  const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ bypassCSP: true, ...options });
    context.setDefaultTimeout(8000);
    const page = await context.newPage();
    const link = await site.adminLink();
    await page.goto(link);
    if (options.javaScriptEnabled === false) await page.getByLabel('Secret key or one-time code').fill(link);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${site.origin}/__admin/overview`);
    return page;
  };

  const createUser = async (page: Page, first: string): Promise<string> => {
    await page.goto(`${site.origin}/__admin/users/new`);
    await page.getByLabel('First name').fill(first);
    await page.getByLabel('Email address').fill(`${first.toLowerCase()}@example.com`);
    await page.getByRole('button', { name: 'Create user' }).click();
    await page.getByText('The user was created.').waitFor();
    return new URL(page.url()).pathname;
  };

  it('takes the token of a link out of the address before anything is sent, and uses it when the button is pressed', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors = collectErrors(page);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${JSON.stringify(request.headers())}`));
    const link = await site.adminLink();
    const token = new URL(link).hash.slice(1);
    // As a preview does.
    await page.goto(link);
    await page.goto(`${site.origin}/livez`);
    await page.goto(link);
    await page.getByRole('heading', { name: 'Sign in with this link' }).waitFor();
    await page.waitForURL(`${site.origin}/__admin/sign-in`);
    assert.equal(await page.getByLabel('Secret key or one-time code').isVisible(), false);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${site.origin}/__admin/overview`);
    assert.ok(!sent.join('\n').includes(token));
    assert.equal(await page.evaluate(() => document.cookie), '');
    // The policy of the page refuses nothing that the page needs.
    assert.deepEqual(errors, []);
    await page.goto(link);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This link was used before').waitFor();
    await context.close();
  });

  it('creates, bans and deletes a user without scripts', async () => {
    const page = await open({ javaScriptEnabled: false });
    await createUser(page, 'Edsger');
    await page.getByRole('link', { name: 'Ban' }).click();
    await page.getByRole('heading', { name: 'Ban Edsger?' }).waitFor();
    await page.getByRole('button', { name: 'Ban' }).click();
    await page.getByText('The user was banned.').waitFor();
    await page.goto(`${site.origin}/__admin/users`);
    await page.getByRole('searchbox').fill('edsger');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: 'Edsger' }).click();
    await page.getByRole('link', { name: 'Delete' }).click();
    await page.getByLabel('Type edsger@example.com to confirm').fill('edsger');
    await page.getByRole('button', { name: 'Delete the user' }).click();
    await page.getByText('This is not the identifier of the user.').waitFor();
    assert.equal(await page.getByLabel('Type edsger@example.com').inputValue(), 'edsger');
    await page.getByLabel('Type edsger@example.com').fill('edsger@example.com');
    await page.getByRole('button', { name: 'Delete the user' }).click();
    await page.getByText('The user was deleted.').waitFor();
    await page.context().close();
  });

  it('finds users while one types, and asks in a dialog, by the keyboard alone', async () => {
    const page = await open();
    for (const name of ['Barbara', 'Margaret', 'Radia']) await createUser(page, name);
    await page.goto(`${site.origin}/__admin/users`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('/');
    await page.keyboard.type('margaret');
    await page.keyboard.press('Enter');
    await page.getByText('1 user', { exact: true }).first().waitFor();
    await page.waitForURL(({ searchParams }) => searchParams.get('query') === 'margaret');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Margaret');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Margaret' }).waitFor();

    const ban = page.getByRole('link', { name: 'Ban' });
    await ban.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Ban Margaret?' });
    await dialog.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Cancel');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Ban');
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    assert.deepEqual(await findViolations(page), []);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('The user was banned.').waitFor();
    // A reload does not say it once more.
    await page.reload();
    assert.equal(await page.getByText('The user was banned.').count(), 0);
    await page.context().close();
  });

  it('adds an endpoint of webhooks and a secret key, and shows both secrets once, with and without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await open({ javaScriptEnabled });
      // axe is a script.
      const check = async () => javaScriptEnabled && assert.deepEqual(await findViolations(page), []);
      await page.getByRole('link', { name: 'Webhooks' }).click();
      await page.getByRole('link', { name: 'Add endpoint' }).click();
      await page.getByLabel('URL').fill('http://localhost:9/webhooks');
      // The events to choose from appear with their choice.
      assert.equal(await page.getByLabel('user.created').isVisible(), false);
      await page.getByLabel('The events that you choose').check();
      await page.getByLabel('user.created').check();
      await page.getByRole('button', { name: 'Add the endpoint' }).click();
      await page.getByText(/^whsec_/).waitFor();
      await check();
      assert.equal(await page.getByRole('button', { name: 'Copy Secret' }).count(), javaScriptEnabled ? 1 : 0);
      await page.getByRole('link', { name: 'Go to the endpoint' }).click();
      await page.getByText('Nothing has been sent to this endpoint yet').waitFor();
      await check();
      await page.getByRole('link', { name: 'Endpoint', exact: true }).click();
      await check();
      await page.getByRole('link', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByText('The endpoint was deleted.').waitFor();

      const name = `Billing ${javaScriptEnabled}`;
      await page.getByRole('link', { name: 'Secret keys' }).click();
      await page.getByRole('link', { name: 'Create key' }).click();
      await page.getByLabel('Name').fill(name);
      await page.getByRole('button', { name: 'Create the key' }).click();
      await page.getByText(/^sk_(live|test)_/).waitFor();
      await page.getByRole('link', { name: 'Go to the keys' }).click();
      await page.getByRole('link', { name: `Revoke ${name}` }).click();
      await page.getByRole('button', { name: 'Revoke the key' }).click();
      await page.getByText('The key was revoked.').waitFor();
      await page.context().close();
    }
  });

  it('switches the overview between days and weeks, and shows its numbers as a table', async () => {
    const page = await open({ javaScriptEnabled: false });
    await createUser(page, 'Frances');
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('link', { name: '12 weeks' }).click();
    await page.getByRole('img', { name: /^12 weeks: \d+ sign-ups in all/ }).waitFor();
    await page.getByText('Show as table').click();
    assert.equal(await page.getByRole('row').count(), 13);
    await page.context().close();
  });

  it('opens its menu on a narrow screen, and closes it by Escape', async () => {
    const page = await open({ viewport: { width: 375, height: 700 } });
    const sessions = page.getByRole('link', { name: 'Sessions', exact: true });
    assert.equal(await sessions.isVisible(), false);
    await page.getByRole('button', { name: 'Menu' }).click();
    assert.equal(await sessions.isVisible(), true);
    assert.deepEqual(await findViolations(page), []);
    await page.keyboard.press('Escape');
    assert.equal(await sessions.isVisible(), false);
    await page.context().close();
  });

  it('cuts nothing off at 320 pixels with texts of twice the size', async () => {
    const page = await open({ viewport: { width: 320, height: 800 } });
    const user = (await createUser(page, 'Large')).replace('/__admin', '');
    const ofUser = [user, `${user}/security`, `${user}/activity`];
    const further = [
      '/overview',
      '/waitlist',
      '/access',
      '/webhooks/new',
      '/jwt-templates/new',
      '/keys/new',
      '/settings',
      '/audit-log',
    ];
    for (const path of ['/users', '/users/new', '/sessions', ...ofUser, ...further]) {
      await page.goto(`${site.origin}/__admin${path}`);
      await page.addStyleTag({ content: 'html { font-size: 200%; }' });
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(tooWide <= 0, `${path} is ${tooWide} pixels too wide`);
    }
    await page.context().close();
  });

  it('has no fault that axe finds, and nothing that is cut off, on wide and narrow screens in light and dark mode', async () => {
    const page = await open();
    const user = (await createUser(page, 'Shown')).replace('/__admin', '');
    const paths = [
      '/sign-in',
      '/overview',
      '/overview?period=week',
      '/users',
      '/users?status=banned',
      '/users?query=nobody',
      '/users/new',
      '/sessions',
      '/admin-sessions',
      '/invitations',
      '/invitations/new',
      '/waitlist',
      '/access',
      '/access/block',
      '/webhooks',
      '/webhooks/new',
      '/jwt-templates',
      '/jwt-templates/new?preset=firebase',
      '/messages',
      '/keys',
      '/keys/new',
      '/settings',
      '/audit-log',
      '/nowhere',
    ];
    const ofUser = ['', '/security', '/sessions', '/metadata', '/activity', '/delete', '/ban', '/act'].map(
      (end) => user + end,
    );
    for (const path of [...paths, ...ofUser]) {
      await page.goto(`${site.origin}/__admin${path}`);
      for (const [width, colorScheme, rules] of LOOKS) {
        await page.setViewportSize({ width, height: 800 });
        // Axe must not see a color on its way to another one.
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const look = `${path} at ${width} pixels in ${colorScheme} mode`;
        assert.deepEqual(await findViolations(page, rules), [], look);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        assert.ok(tooWide <= 0, `${look} is ${tooWide} pixels too wide`);
      }
    }
    await page.context().close();
  });
});
