import type { Browser, BrowserContext, Page } from 'playwright';
import { launchChromium } from './chromium.ts';
import { witness } from './witness.ts';

/** Milliseconds after which an action of a test fails. Playwright's own 30 s are too few for a slow, busy machine. */
const ACTION_LIMIT = 120_000;

/** A browser for a test file: a test that fails prints what its pages showed and asked for. */
export async function launchBrowser(args: string[] = []): Promise<Browser> {
  const browser = await launchChromium(args);
  browser.on('context', (context) => context.setDefaultTimeout(ACTION_LIMIT));
  witness(browser);
  return browser;
}

/**
 * Uncaught errors and console errors of a page, collected from now on.
 *
 * @param origin leaves out what files of other origins say, such as the pages of a provider
 */
export function collectErrors(page: Page, origin = ''): string[] {
  const errors: string[] = [];
  page.on('pageerror', (e) => page.url().startsWith(origin) && errors.push(e.message));
  page.on('console', (m) => m.type() === 'error' && m.location().url.startsWith(origin) && errors.push(m.text()));
  return errors;
}

/** Waits until a page has logged an error of ours; `errors` is what {@link collectErrors} gathers of it. */
export async function errorLogged(page: Page, errors: string[], pattern: RegExp): Promise<void> {
  while (!errors.some((error) => pattern.test(error))) {
    await page.waitForEvent('console').catch(() => {
      throw new Error(`No message matched ${pattern}. The console says:\n${errors.join('\n')}`);
    });
  }
}

/**
 * Hides that the browser is automated: stock clerk-js counts a driven browser as offline and swallows its network
 * failures.
 */
export async function hideDriver(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => Object.defineProperty(navigator, 'webdriver', { get: () => false }));
}
