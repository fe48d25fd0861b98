import type { Browser, BrowserContext, Page } from 'playwright';
import { launchChromium } from './chromium.ts';
import { witness } from './witness.ts';

/** Milliseconds after which an action of a test fails. Playwright's own 30 s are too few for a slow, busy machine. */
const ACTION_LIMIT = 120_000;

/** Starts a browser for a test file. A test that fails prints what its pages showed and requested. */
export async function launchBrowser(args: string[] = []): Promise<Browser> {
  return watchBrowser(await launchChromium(args));
}

/** Gives the actions of a browser their time, and makes failing tests print what its pages showed. */
export function watchBrowser(browser: Browser): Browser {
  browser.on('context', (context) => context.setDefaultTimeout(ACTION_LIMIT));
  witness(browser);
  return browser;
}

/**
 * What the browser logs when a page asked for a token just before a sign-out: the session is over when the server reads
 * the request.
 */
export const LATE_TOKEN = /status of 401 .*\/tokens/;

/** Returns the errors of pages that have signed out, without those about such a token. */
export function withoutLateTokens(errors: readonly string[]): string[] {
  return errors.filter((error) => !LATE_TOKEN.test(error));
}

/**
 * Collects uncaught errors and console errors of a page from now on.
 *
 * @param origin ignores errors of files on other origins, such as the pages of a provider
 */
export function collectErrors(page: Page, origin = ''): string[] {
  const errors: string[] = [];
  page.on('pageerror', (e) => page.url().startsWith(origin) && errors.push(e.message));
  page.on('console', (m) => {
    const { url } = m.location();
    if (m.type() !== 'error' || !url.startsWith(origin)) return;
    // The browser's own message about a failed request does not name it.
    errors.push(m.text().startsWith('Failed to load resource') ? `${m.text()} ${url}` : m.text());
  });
  return errors;
}

/** Waits until a page has logged an error that matches; `errors` comes from {@link collectErrors}. */
export async function errorLogged(page: Page, errors: string[], pattern: RegExp): Promise<void> {
  while (!errors.some((error) => pattern.test(error))) {
    await page.waitForEvent('console').catch(() => {
      throw new Error(`No message matched ${pattern}. The console says:\n${errors.join('\n')}`);
    });
  }
}

/**
 * Hides that the browser is automated: stock clerk-js treats an automated browser as offline and ignores its network
 * failures.
 */
export async function hideDriver(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => Object.defineProperty(navigator, 'webdriver', { get: () => false }));
}
