import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts';

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
}

/** Uncaught errors and console errors of a page, collected from now on. */
export function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(e.message));
  page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
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
