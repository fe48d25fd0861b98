import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { authPages } from '../../support/auth-pages.ts';
import { ENGINE_NAMES, enginesFor } from '../../support/engines.ts';
import { type Site, startSite } from '../../support/site.ts';
import { launchEngine } from '../../support/story-browser.ts';
import type { StoryBrowser, StoryPage } from '../../support/story-page.ts';
import { codeSent, isAt, signedIn } from '../steps.ts';
import { KeyboardUser } from './keyboard-user.ts';

const EMAIL = 'ada@example.com';
const PASSWORD = 'violet kettle on a northern roof';
/** Milliseconds until the app shows a code that nobody has used. */
const LATER = 60_000;

interface App {
  secret: string;
}
declare const window: {
  Clerk?: {
    loaded: boolean;
    user: { createTOTP(): Promise<App>; verifyTOTP(params: { code: string }): Promise<App> } | null;
  };
};

for (const engine of enginesFor('The stories of sign-up and sign-in')) {
  describe(`sign-up and sign-in by keyboard alone in ${ENGINE_NAMES[engine]}`, () => {
    let site: Site;
    let browser: StoryBrowser;
    let page: StoryPage;
    let user: KeyboardUser;
    let secret = '';

    before(async () => {
      [site, browser] = await Promise.all([
        startSite(authPages(), { secondFactors: { totp: true } }),
        launchEngine(engine),
      ]);
      page = await (await browser.newContext()).newPage();
      user = new KeyboardUser(page);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });
    const appCode = (ahead: number): string =>
      TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + ahead });

    test(`a user signs up with an email code, and a reload loses nothing, in ${ENGINE_NAMES[engine]}`, async () => {
      await page.goto(`${site.origin}/sign-up`);
      await user.isAt('input[name=emailAddress]');
      await user.type(EMAIL);
      await user.walkTo('input[name=password]');
      await user.type(PASSWORD);
      await user.press('Enter');
      await isAt(page, '/sign-up/verify-email-address');
      await codeSent(page);
      const code = await site.lastCode(EMAIL);
      await page.reload();
      await codeSent(page);
      await isAt(page, '/sign-up/verify-email-address');
      assert.equal(await site.lastCode(EMAIL), code, 'the reload sent no second code');
      await user.isAt('input[name=code]');
      await user.type(code);
      await signedIn(page, site.origin);
    });

    test(`the user signs out from the menu, which gives the focus back before, in ${ENGINE_NAMES[engine]}`, async () => {
      secret = await page.evaluate(async () => (await window.Clerk?.user?.createTOTP())?.secret ?? '');
      await page.evaluate((code) => window.Clerk?.user?.verifyTOTP({ code }), appCode(0));
      await user.use('.cl-userButtonTrigger');
      await user.isAt('.cl-userButtonPopoverActionButton');
      await user.press('Escape');
      await user.isAt('.cl-userButtonTrigger');
      await user.press('Enter');
      await user.isAt('.cl-userButtonPopoverActionButton');
      await user.walkTo('.cl-userButtonPopoverActionButton__signOut', 'ArrowDown');
      await user.press('Enter');
      await page.waitForFunction(() => window.Clerk?.loaded && window.Clerk.user === null);
    });

    test(`the user signs in with password and app; reloads and Back lose nothing, in ${ENGINE_NAMES[engine]}`, async () => {
      site.advance(LATER);
      await page.goto(`${site.origin}/sign-in`);
      await user.isAt('input[name=identifier]');
      await user.type(EMAIL);
      await user.press('Enter');
      await isAt(page, '/sign-in/factor-one');
      await user.isAt('.cl-signIn-password input[name=password]');
      await page.reload();
      await isAt(page, '/sign-in/factor-one');
      await user.isAt('.cl-signIn-password input[name=password]');
      await page.goBack();
      await isAt(page, '/sign-in');
      await user.walkTo('input[name=identifier]');
      assert.equal(await page.locator('input[name=identifier]').inputValue(), EMAIL);
      await user.press('Enter');
      await isAt(page, '/sign-in/factor-one');
      await user.isAt('.cl-signIn-password input[name=password]');
      await user.type(PASSWORD);
      await user.press('Enter');
      await isAt(page, '/sign-in/factor-two');
      await user.isAt('.cl-signIn-totp2Fa input[name=code]');
      await page.reload();
      await isAt(page, '/sign-in/factor-two');
      await user.isAt('.cl-signIn-totp2Fa input[name=code]');
      await user.type(appCode(LATER));
      await signedIn(page, site.origin);
    });
  });
}
