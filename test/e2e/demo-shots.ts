import type { Page } from 'playwright';
import { userButton } from './steps.ts';

/** What has to be on each page of the demo before its picture is taken. */
const PAGES = {
  home: ['/', '#in-title:visible'],
  profile: ['/profile', '#first-name:visible'],
  tasks: ['/tasks', '#claims > div:visible'],
  'custom-flow': ['/custom-flow', '#own-email:visible'],
  token: ['/token', '#in-page:has-text("good")'],
  backend: ['/backend', '#measure-server:visible'],
  elements: ['/elements', '.cl-signOutButton'],
  invite: ['/invite', '#invite:visible'],
} as const;

/** Takes pictures of the pages that only the demo has, signed out and with a guest account. */
export async function walkPages(page: Page, origin: string, shoot: (name: string) => Promise<void>): Promise<void> {
  await page.goto(`${origin}/token`);
  await page.locator('[data-guest]:visible').waitFor();
  await shoot('page-signed-out');
  await page.locator('[data-guest]:visible').click();
  await userButton(page).waitFor();
  for (const [name, [path, ready]] of Object.entries(PAGES)) {
    await page.goto(origin + path);
    await page.locator(ready).first().waitFor();
    await shoot(`page-${name}`);
  }
  await page.goto(`${origin}/revocation`);
  await page.getByRole('button', { name: 'Open a second browser' }).click();
  await page.locator('#sessions li').nth(1).waitFor();
  await page.locator('.answer.ok').nth(3).waitFor();
  await page.getByRole('button', { name: 'Revoke it' }).click();
  await page.locator('.answers .answer.late').nth(2).waitFor();
  await shoot('page-revocation');
}
