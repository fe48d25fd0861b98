import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ENGINE_NAMES, enginesFor } from '../../support/engines.ts';
import { drawPicture } from '../../support/pictures.ts';
import { type Site, startSite } from '../../support/site.ts';
import { launchEngine } from '../../support/story-browser.ts';
import type { StoryBrowser, StoryPage } from '../../support/story-page.ts';
import { profilePages } from '../profile-page.ts';
import { codeSent } from '../steps.ts';
import { createAccount, PASSWORD } from './account.ts';
import { AuthenticatorApp } from './authenticator-app.ts';
import { KeyboardUser } from './keyboard-user.ts';

const ADA = 'ada+clerk_test@example.com';
const SECOND = 'ada.second+clerk_test@example.com';
const NEW_PASSWORD = 'seven quiet boats at the long pier';
const CODE = '424242';
/** Milliseconds after which a sensitive change needs reverification. */
const STALE = 700_000;

for (const engine of enginesFor('The stories of the profile')) {
  const name = ENGINE_NAMES[engine];

  describe(`the profile by keyboard alone in ${name}`, () => {
    let site: Site;
    let browser: StoryBrowser;
    let page: StoryPage;
    let user: KeyboardUser;
    let folder: string;
    let app: AuthenticatorApp;

    before(async () => {
      const settings = {
        attributes: { firstName: 'optional' },
        secondFactors: { totp: true, backupCode: true },
      } as const;
      [site, browser, folder] = await Promise.all([
        startSite(profilePages, settings),
        launchEngine(engine),
        mkdtemp(path.join(tmpdir(), 'clerk-widgets-picture-')),
      ]);
      page = await (await browser.newContext()).newPage();
      user = new KeyboardUser(page);
      app = new AuthenticatorApp(site);
      await page.goto(`${site.origin}/`);
      await createAccount(page, ADA);
      await page.goto(`${site.origin}/user`);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
      await rm(folder, { recursive: true, force: true });
    });

    test(`a user changes the name in ${name}`, async () => {
      await user.use('[data-opens=profile]');
      await user.isAt('input[name=firstName]');
      await user.type('Augusta');
      await user.press('Enter');
      await page.locator('.cl-profileSection__profile', { hasText: 'Augusta' }).waitFor();
      await user.isAt('[data-opens=profile]');
    });

    test(`the user adds an email address with its code in ${name}`, async () => {
      await user.use('[data-opens=emailAddress]');
      await user.isAt('input[name=emailAddress]');
      await user.type(SECOND);
      await user.press('Enter');
      await codeSent(page);
      await user.isAt('input[name=code]');
      await user.type(CODE);
      await page.locator('.cl-profileSectionListItem', { hasText: SECOND }).waitFor();
      await page.locator('.cl-actionCard').waitFor({ state: 'detached' });
    });

    test(`the user sets a new password after the dialog has asked for the old one in ${name}`, async () => {
      app.advance(STALE);
      await page.goto(`${site.origin}/user/security`);
      await user.use('[data-opens=password]');
      await user.walkTo('input[name=newPassword]');
      await user.type(NEW_PASSWORD);
      await user.press('Enter');
      await user.isAt('dialog[open] input[name=password]');
      await user.type(PASSWORD);
      await user.press('Enter');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
      await page.locator('.cl-liveRegion', { hasText: 'password' }).waitFor({ state: 'attached' });
      await page.locator('.cl-actionCard').waitFor({ state: 'detached' });
    });

    test(`the user sets up an authenticator app and keeps the backup codes in ${name}`, async () => {
      await app.setUp(user);
      await page.locator('.cl-profileSectionItem__mfa', { hasText: 'Authenticator app' }).waitFor();
    });

    test(`the user chooses a picture, which every element shows, in ${name}`, async () => {
      const file = path.join(folder, 'me.png');
      await drawPicture(600, 300).png().toFile(file);
      await page.goto(`${site.origin}/user`);
      await user.use('[data-opens=picture]');
      await page.locator('.cl-actionCard input[type=file]').setInputFiles(file);
      await page.locator('.cl-actionCard .cl-formButtonPrimary').waitFor();
      await user.use('.cl-actionCard .cl-formButtonPrimary');
      await page.locator('clerk-user-profile img.cl-avatarImage').waitFor();
      await page.locator('clerk-user-button img.cl-avatarImage').waitFor();
    });
  });
}
