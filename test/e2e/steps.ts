import type { Browser, Page } from 'playwright';
import type { Site } from '../support/site.ts';
import type { StoryPage } from '../support/story-page.ts';

/** A page of any engine. */
interface Finds<L> {
  locator(selector: string): L;
}

export const codeInput = <L>(page: Finds<L>): L => page.locator('input[autocomplete=one-time-code]');

/** Finds the button of a signed-in user. Until the client has loaded, the element shows a placeholder instead. */
export const userButton = <L>(page: Finds<L>): L => page.locator('button.cl-userButtonTrigger');

/** Waits until a page is at a path. The browser tells its address later than the page shows the step. */
export function isAt(page: StoryPage, path: string): Promise<void> {
  return page.waitForURL(({ pathname }) => pathname === path);
}

/** Presses the primary button of the step. */
export async function continueWith(page: StoryPage): Promise<void> {
  await page.locator('.cl-formButtonPrimary:visible').click();
}

/** Fills in the sign-up form that is on screen and confirms the mailed code. */
export async function signUp(
  page: StoryPage,
  site: Pick<Site, 'lastCode'>,
  user: { emailAddress: string; password: string },
): Promise<void> {
  await page.locator('input[name=emailAddress]').fill(user.emailAddress);
  await page.locator('input[name=password]').fill(user.password);
  await continueWith(page);
  await enterCode(page, site, user.emailAddress);
}

/** Waits until the code of the current step is sent; the step is on screen before that. */
export async function codeSent(page: StoryPage): Promise<void> {
  await codeInput(page).waitFor();
  await page.locator('.cl-formResendCodeLink[aria-disabled=true]').waitFor();
}

/** Types the code that the step on screen sent to an address. */
export async function enterCode(page: StoryPage, site: Pick<Site, 'lastCode'>, to: string): Promise<void> {
  await codeSent(page);
  await codeInput(page).fill(await site.lastCode(to));
}

/** Waits until a user is signed in at the start page of the site. The button is shown before the instance is loaded. */
export async function signedIn(page: StoryPage, origin: string): Promise<void> {
  await page.waitForURL(`${origin}/`);
  await userButton(page).waitFor();
  await page.waitForFunction(() => !!(window as unknown as { Clerk?: { user?: unknown } }).Clerk?.user);
}

/**
 * Creates an account in a page of its own, which is closed then.
 *
 * @param opener a context, whose later pages are signed in, or the browser
 */
export async function signUpBefore(
  opener: Pick<Browser, 'newPage'>,
  site: Pick<Site, 'lastCode' | 'origin'>,
  user: { emailAddress: string; password: string },
): Promise<void> {
  const page = await opener.newPage();
  await page.goto(`${site.origin}/sign-up`);
  await signUp(page, site, user);
  await signedIn(page, site.origin);
  await page.close();
}

/** Signs the last user out and waits until the page has reloaded, which would undo an earlier navigation. */
export async function leaving(page: Page, act: () => Promise<void>): Promise<void> {
  const left = page.waitForEvent('framenavigated');
  await act();
  await left;
}

/** Waits until this user is the active one of the page. */
export async function actsAs(page: StoryPage, emailAddress: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    // A page that has just loaded has no client yet.
    const { Clerk } = window as unknown as { Clerk?: { user?: { primaryEmailAddress: { emailAddress: string } } } };
    return Clerk?.user?.primaryEmailAddress.emailAddress === wanted;
  }, emailAddress);
}
