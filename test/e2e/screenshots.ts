// npm run screenshots: every screen at 1280 and 375 px, light and dark, as PNG files under test/e2e/shots/.
// `-- --steps` takes those of the steps of sign-in and sign-up alone, without the demo, `-- --steps --lang ar` in a language; `-- --readme` also renews the pictures of the README under demo/screenshots/.
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import sharp from 'sharp';
import { launchChromium } from '../support/chromium.ts';
import { startDemo } from '../support/demo.ts';
import { walkAccount } from './account-shots.ts';
import { walkPages } from './demo-shots.ts';
import { shootSteps } from './step-shots.ts';
import { codeInput, codeSent, continueWith, signedIn, userButton } from './steps.ts';

const SHOTS = 'test/e2e/shots';
const METHODS = 'email-link,phone,passkeys,wallets,totp,second-factor-phone,legal,strength,oauth';
/** Milliseconds that one step may take. There is no hurry: the machine may have other things to do. */
const LIMIT = 60_000;
const USER = { firstName: 'Augusta', lastName: 'Berg', password: 'a fine long password' };

const browser = await launchChromium();
await rm(SHOTS, { recursive: true, force: true });
await mkdir(SHOTS, { recursive: true });
try {
  await shootSteps(browser, SHOTS, optionOf('--lang'));
  if (!process.argv.includes('--steps')) {
    await shootAll({}, walk);
    await shootAll({ DEMO_WITH: METHODS }, walkWaysIn);
  }
} finally {
  await browser.close();
}
if (process.argv.includes('--readme')) {
  const shown = (await readFile('README.md', 'utf8')).matchAll(/demo\/screenshots\/([\w-]+\.png)/g);
  // A palette halves the files, and nobody sees the difference.
  for (const [to, name = ''] of shown) await sharp(path.join(SHOTS, name)).png({ palette: true }).toFile(to);
}

function optionOf(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** Starts a demo and takes pictures of every variant. */
async function shootAll(env: NodeJS.ProcessEnv, steps: typeof walk): Promise<void> {
  const demo = await startDemo(env);
  try {
    for (const width of [1280, 375]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({
          viewport: { width, height: width === 375 ? 812 : 860 },
          colorScheme,
          deviceScaleFactor: 2,
          hasTouch: width === 375,
        });
        await steps(context, demo.origin, `${width}-${colorScheme}`);
        await context.close();
      }
    }
  } finally {
    await demo.close();
  }
}

/** The first screens with every sign-in method, and the account. */
async function walkWaysIn(context: BrowserContext, origin: string, variant: string): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT);
  const shoot = async (name: string, fullPage = false): Promise<void> => {
    await page.screenshot({ path: path.join(SHOTS, `${name}-${variant}.png`), animations: 'disabled', fullPage });
  };
  await page.goto(`${origin}/sign-in`);
  await page.locator('.cl-socialButtons').waitFor();
  await page.locator('input[name=identifier]').waitFor();
  await shoot('ways-in');
  // A picture of a whole page changes the size of the window, which closes a menu.
  await walkAccount(page, origin, variant, (name) => shoot(name, !name.endsWith('-menu')));
  await page.context().clearCookies();
  // The virtual authenticator stays with its page. On the next one it would answer the sign-in form of the start page.
  const other = await context.newPage();
  other.setDefaultTimeout(LIMIT);
  await walkPages(other, origin, async (name) => {
    await other.screenshot({
      path: path.join(SHOTS, `${name}-${variant}.png`),
      animations: 'disabled',
      fullPage: true,
    });
  });
}

async function walk(context: BrowserContext, origin: string, variant: string): Promise<void> {
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT);
  const shoot = async (name: string): Promise<void> => {
    await page.screenshot({ path: path.join(SHOTS, `${name}-${variant}.png`), animations: 'disabled' });
  };
  const emailAddress = `augusta.${variant}+clerk_test@example.com`;

  await page.goto(`${origin}/`);
  await page.waitForLoadState('networkidle');
  await shoot('home-signed-out');

  await page.goto(`${origin}/sign-up`);
  await page.locator('input[name=emailAddress]').waitFor();
  await shoot('sign-up');
  await page.locator('input[name=emailAddress]').fill('not an address');
  await page.locator('input[name=password]').fill('short');
  await continueWith(page);
  await page.locator('[aria-invalid=true]').first().waitFor();
  await shoot('sign-up-errors');
  await page.locator('input[name=emailAddress]').fill(emailAddress);
  await page.locator('input[name=password]').fill(USER.password);
  await continueWith(page);
  await codeSent(page);
  await shoot('sign-up-code');
  await codeInput(page).fill('000000');
  await page.locator('[aria-invalid=true]').first().waitFor();
  await shoot('sign-up-code-wrong');
  await codeInput(page).fill('424242');
  await signedIn(page, origin);

  await page.goto(`${origin}/user`);
  await page.getByRole('button', { name: 'Update profile' }).click();
  await page.locator('input[name=firstName]').fill(USER.firstName);
  await page.locator('input[name=lastName]').fill(USER.lastName);
  await shoot('user-profile-edit');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.cl-profileSection__profile', { hasText: 'Augusta Berg' }).waitFor();
  await shoot('user-profile');
  await page.goto(`${origin}/user/security`);
  await page.locator('.cl-profileSection__activeDevices').waitFor();
  await page.waitForLoadState('networkidle');
  await shoot('user-profile-security');

  await page.goto(`${origin}/`);
  await userButton(page).click();
  await page.locator('.cl-userButtonPopoverCard').waitFor();
  await shoot('user-button');
  await page.keyboard.press('Escape');
  await page.evaluate(() => (window as unknown as { Clerk: { openUserProfile(): void } }).Clerk.openUserProfile());
  await page.locator('.cl-modalContent .cl-userProfile-root').waitFor();
  await shoot('user-profile-modal');
  await signInScreens(page, origin, emailAddress, shoot);
  // Test addresses get no message.
  await page.goto(`${origin}/sign-up`);
  await page.locator('input[name=emailAddress]').fill(`augusta.${variant}@example.com`);
  await page.locator('input[name=password]').fill(USER.password);
  await continueWith(page);
  await codeSent(page);
  await page.goto(`${origin}/__dev/inbox`);
  await page.locator('#messages li').first().waitFor();
  await shoot('inbox');
}

async function signInScreens(
  page: Page,
  origin: string,
  emailAddress: string,
  shoot: (name: string) => Promise<void>,
): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`${origin}/sign-in`);
  await page.locator('input[name=identifier]').waitFor();
  await shoot('sign-in');
  await page.locator('input[name=identifier]').fill('nobody@example.com');
  await continueWith(page);
  await page.locator('[aria-invalid=true]').first().waitFor();
  await shoot('sign-in-error');
  await page.locator('input[name=identifier]').fill(emailAddress);
  await continueWith(page);
  await page.locator('.cl-signIn-password').waitFor();
  await shoot('sign-in-password');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.locator('.cl-signIn-resetPassword').waitFor();
  await shoot('sign-in-forgot');
  await page.getByRole('link', { name: 'Use another method' }).click();
  await page.locator('.cl-signIn-alternativeMethods').waitFor();
  await shoot('sign-in-alternatives');
  await page.getByRole('button', { name: /Email code to/ }).click();
  await codeSent(page);
  await shoot('sign-in-code');
}
