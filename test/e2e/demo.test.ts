import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { codeInput, codeSent, continueWith, signedIn } from './steps.ts';

/** Every page of the demo. */
const PATHS = [
  '/',
  '/sign-in',
  '/sign-up',
  '/user',
  '/profile',
  '/revocation',
  '/token',
  '/backend',
  '/invite',
  '/elements',
  '/elements/redirect-to-sign-up',
  '/elements/redirect-to-user-profile',
  '/elements/sso-callback',
  '/elements/email-link',
  '/elements/waitlist',
  '/elements/google-one-tap',
];

describe('the demo, as a new user sees it', () => {
  let demo: Demo;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [demo, browser] = await Promise.all([startDemo({ DEMO_WITH: 'oauth' }), launchBrowser()]);
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 375, height: 812 } });
    page = await context.newPage();
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  for (const path of ['/sign-in', '/sign-up']) {
    test(`${path} shows a gutter of 16 px beside the card on a phone, in its own colour`, async () => {
      await page.goto(demo.origin + path);
      const button = page.locator('.cl-formButtonPrimary');
      await button.waitFor();
      const card = await page.locator('.cl-cardBox').boundingBox();
      assert.deepEqual([card?.x, card?.width], [16, 343]);
      const probe = '<i style="background: var(--accent)"></i>';
      const [own, ours] = await button.evaluate((each, html) => {
        document.body.insertAdjacentHTML('beforeend', html);
        const colors = [document.body.lastElementChild as Element, each].map(
          (one) => getComputedStyle(one).backgroundColor,
        );
        document.body.lastElementChild?.remove();
        return colors;
      }, probe);
      assert.equal(ours, own);
    });
  }

  test('a new user signs up in the demo', async () => {
    await page.locator('input[name=emailAddress]').fill('ada+clerk_test@example.com');
    await page.locator('input[name=password]').fill('a fine long password');
    await continueWith(page);
    await codeSent(page);
    await codeInput(page).fill('424242');
    await signedIn(page, demo.origin);
  });

  test('the account menu opens a page of the demo in the profile, and what the user chooses there is kept', async () => {
    await page.goto(demo.origin);
    await page.locator('button.cl-userButtonTrigger').click();
    await page.getByRole('button', { name: 'Notebook' }).click();
    const dialog = page.locator('dialog');
    await dialog.getByLabel('Lined').check();
    await dialog.getByText('Saved.').waitFor();
    await page.goto(`${demo.origin}/user/notebook`);
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('input[value=lined]')?.checked);
  });

  test('every page names the elements that it has to the script of the instance', async () => {
    for (const path of PATHS) {
      const html = await (await fetch(demo.origin + path)).text();
      const [, src = ''] = /<script async[^>]* src="([^"]*)"/.exec(html) ?? [];
      const named = new URL(src, demo.origin).searchParams.get('elements')?.split(',');
      const tags = new Set([...html.matchAll(/<clerk-([\w-]+)/g)].map(([, tag]) => tag));
      // Items and pages come with the element that they are children of.
      const own = [...tags].filter((tag) => !/^user-(button|profile)-/.test(tag ?? ''));
      assert.deepEqual(named?.toSorted(), own.toSorted(), path);
    }
  });

  test('the demo’s provider serves its icon', async () => {
    const { provider } = await page.evaluate(async () => {
      const { Clerk } = window as unknown as {
        Clerk: {
          load(): Promise<void>;
          user: {
            createExternalAccount(options: object): Promise<{ verification: { externalVerificationRedirectURL: URL } }>;
          };
        };
      };
      await Clerk.load();
      const account = await Clerk.user.createExternalAccount({
        strategy: 'oauth_custom_notary',
        redirectUrl: location.href,
      });
      return { provider: String(account.verification.externalVerificationRedirectURL) };
    });
    const answer = await fetch(new URL('/favicon.ico', provider));
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/svg+xml']);
  });
});
