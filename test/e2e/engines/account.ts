import type { StoryPage } from '../../support/story-page.ts';

export const PASSWORD = 'violet kettle on a northern roof';

interface Attempt {
  prepareEmailAddressVerification(): Promise<unknown>;
  attemptEmailAddressVerification(params: { code: string }): Promise<{ createdSessionId: string }>;
}

/** What the stories use of the script of a page. */
export interface PageClerk {
  loaded: boolean;
  load(): Promise<void>;
  user: {
    id: string;
    createTOTP(): Promise<{ secret: string }>;
    verifyTOTP(params: { code: string }): Promise<unknown>;
  } | null;
  client: { signUp: { create(params: object): Promise<Attempt> } };
  setActive(params: { session: string }): Promise<void>;
}
declare const window: { Clerk?: PageClerk };

/** Waits until the page knows who is signed in. */
export async function loaded(page: StoryPage): Promise<void> {
  await page.waitForFunction(() => window.Clerk?.loaded);
}

/**
 * Goes back to a page that the browser may have kept as it was. In Firefox, Playwright would wait for the page to load,
 * which a kept page does not; for the same reason it clicks on nothing there, until the next page has loaded.
 */
export async function goBackToPage(page: StoryPage): Promise<void> {
  await page.evaluate(() => void setTimeout(() => history.back()));
}

/** Waits until nobody is signed in on the page. */
export async function signedOut(page: StoryPage): Promise<void> {
  await page.waitForFunction(() => window.Clerk?.loaded && window.Clerk.user === null);
}

/**
 * Creates an account through the script of a page, and signs it in.
 *
 * @param emailAddress a test address
 */
export async function createAccount(page: StoryPage, emailAddress: string): Promise<void> {
  await loaded(page);
  await page.evaluate(
    async (params) => {
      const clerk = window.Clerk as PageClerk;
      await clerk.load();
      const attempt = await clerk.client.signUp.create(params);
      await attempt.prepareEmailAddressVerification();
      const { createdSessionId } = await attempt.attemptEmailAddressVerification({ code: '424242' });
      await clerk.setActive({ session: createdSessionId });
    },
    { emailAddress, password: PASSWORD },
  );
}
