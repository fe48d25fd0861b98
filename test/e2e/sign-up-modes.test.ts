import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { actsAs, codeInput, codeSent, continueWith, enterCode, signedIn, signUp } from './steps.ts';

const PASSWORD = 'a fine long password';
const EMAIL = 'input[name=emailAddress]';
const IDENTIFIER = 'input[name=identifier]';

const pages = authPages({
  signIn: 'path="/sign-in" with-sign-up',
  signUp: 'path="/sign-up"',
  others: (pathname) => (pathname === '/combined' ? '<clerk-sign-in with-sign-up></clerk-sign-in>' : undefined),
});

describe('the modes of sign-up', () => {
  let browser: Browser;
  let site: Site | undefined;
  let page: Page;

  before(async () => {
    browser = await launchBrowser();
  });
  after(async () => {
    await site?.close();
    await browser?.close();
  });
  const open = async (config: Partial<ConfigInput> = {}): Promise<Site> => {
    await site?.close();
    await page?.context().close();
    [site, page] = [await startSite(pages, config), await (await browser.newContext()).newPage()];
    return site;
  };
  const isAtAny = (...paths: string[]): Promise<void> =>
    page.waitForURL(({ pathname, hash }) => paths.includes(pathname + hash));

  for (const [routing, path, start, create, verify] of [
    ['path', '/sign-in', '/sign-in', '/sign-in/create', '/sign-in/create/verify-email-address'],
    ['hash', '/combined', '/combined#/', '/combined#/create', '/combined#/create/verify-email-address'],
  ] as const) {
    test(`sign-in leads a user without an account to sign-up, with the step in the ${routing}`, async () => {
      const { origin, lastCode } = await open();
      const email = `${routing}@example.com`;
      await page.goto(origin + path);
      await page.locator(IDENTIFIER).fill(email);
      await continueWith(page);
      await page.locator(EMAIL).waitFor();
      await isAtAny(create);
      assert.equal(await page.locator(EMAIL).inputValue(), email);

      await page.reload();
      await page.locator(EMAIL).waitFor();
      await isAtAny(create);
      await page.goBack();
      await page.locator(IDENTIFIER).waitFor();
      await isAtAny(start, start.replace('#/', ''));
      await page.locator(IDENTIFIER).fill(email);
      await continueWith(page);
      await page.locator(EMAIL).waitFor();

      await page.locator('input[name=password]').fill(PASSWORD);
      await continueWith(page);
      await codeSent(page);
      await isAtAny(verify);
      await page.reload();
      await codeInput(page).waitFor();
      await isAtAny(verify);
      await page.goBack();
      await page.locator(EMAIL).waitFor();
      assert.equal(await page.locator(EMAIL).inputValue(), email);
      await page.goForward();
      await enterCode(page, { lastCode }, email);
      await signedIn(page, origin);
    });
  }

  test('sign-up inside sign-in leads back to sign-in', async () => {
    const { origin } = await open();
    await page.goto(`${origin}/sign-in/create`);
    await page.locator(EMAIL).waitFor();
    await page.locator('.cl-footerActionLink__signUp').click();
    await page.locator(IDENTIFIER).waitFor();
    await isAtAny('/sign-in');
  });

  test('sign-up asks for consent before it creates an account', async () => {
    const { origin, lastCode } = await open({
      signUp: { legalConsent: true },
      branding: { termsUrl: 'https://example.com/terms', privacyPolicyUrl: 'https://example.com/privacy' },
    });
    await page.goto(`${origin}/sign-up`);
    await page.locator(EMAIL).fill('consent@example.com');
    await page.locator('input[name=password]').fill(PASSWORD);
    const links = page.locator('.cl-formFieldCheckboxLabelLink');
    await links.last().waitFor();
    assert.deepEqual(await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href)), [
      'https://example.com/terms',
      'https://example.com/privacy',
    ]);
    await continueWith(page);
    await page.getByText('Tick the box to continue.').waitFor();
    await page.locator('input[name=legalAccepted]').check();
    await continueWith(page);
    await enterCode(page, { lastCode }, 'consent@example.com');
    await signedIn(page, origin);
  });

  test('the waitlist adds an address', async () => {
    const { origin } = await open({ signUp: { mode: 'waitlist' } });
    await page.goto(`${origin}/sign-up`);
    await page.locator('.cl-waitlist-root').locator(EMAIL).fill('patient@example.com');
    await page.getByRole('button', { name: 'Join the waitlist' }).click();
    await page.getByRole('heading', { name: 'You are on the list' }).waitFor();
    assert.match(await page.locator('.cl-headerSubtitle').innerText(), /patient@example\.com/);
  });

  test('sign-up is closed to users without an invitation when it is restricted, and an invitation opens it', async () => {
    const { origin, tickets } = await open({ signUp: { mode: 'restricted' } });
    const { url } = await tickets.invitations.create({ emailAddress: 'guest@example.com' });
    await page.goto(`${origin}/sign-up`);
    await page.getByRole('heading', { name: 'Sign-up is closed' }).waitFor();
    await page.goto(url);
    await page.locator('input[name=password]').waitFor();
    assert.equal(await page.locator(EMAIL).count(), 0);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.reload();
    await page.locator('input[name=password]').fill(PASSWORD);
    await continueWith(page);
    await signedIn(page, origin);
  });

  test('opening an invitation creates no account by itself', async () => {
    const { origin, tickets } = await open({ attributes: { password: 'off' } });
    const { url } = await tickets.invitations.create({ emailAddress: 'guest@example.com' });
    const scanner = await browser.newContext();
    const scanned = await scanner.newPage();
    await scanned.goto(url);
    await scanned.locator('.cl-formButtonPrimary').waitFor();
    assert.equal((await scanner.cookies()).filter(({ name }) => name.startsWith('__session')).length, 0);
    await scanner.close();
    await page.goto(url);
    await continueWith(page);
    await signedIn(page, origin);
  });

  test('the user continues with a signed-in account or with another one', async () => {
    const { origin, lastCode } = await open();
    for (const email of ['first@example.com', 'second@example.com']) {
      await page.goto(`${origin}/sign-up`);
      await signUp(page, { lastCode }, { emailAddress: email, password: PASSWORD });
      await signedIn(page, origin);
    }
    await page.goto(`${origin}/sign-in/choose`);
    const accounts = page.locator('.cl-accountSwitcherButton');
    await accounts.first().waitFor();
    assert.equal(await accounts.count(), 2);
    await accounts.filter({ hasText: 'first@example.com' }).click();
    await signedIn(page, origin);
    await actsAs(page, 'first@example.com');
    await page.goto(`${origin}/sign-in/choose`);
    await page.getByRole('button', { name: 'Add another account' }).click();
    await page.locator(IDENTIFIER).waitFor();
    await isAtAny('/sign-in');
  });
});
