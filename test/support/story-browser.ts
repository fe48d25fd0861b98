import { createRequire } from 'node:module';
import type { Browser, BrowserType } from 'playwright';
import { launchBrowser, watchBrowser } from './browser.ts';
import { type Engine, findFirefox, findWebKit } from './engines.ts';
import type { StoryBrowser } from './story-page.ts';
import { launchWebKit } from './webkit/launch-webkit.ts';

/** Milliseconds for the start of a browser on a slow, busy machine. */
const START_LIMIT = 300_000;
/** Value of Firefox's setting. */
const NO_COOKIES = 2;

export interface EngineOptions {
  /** Whether the user has turned cookies off, which only Firefox can be told. */
  blocksCookies?: boolean;
}

/**
 * Starts an engine that `enginesFor` found. Chromium and Firefox are driven by Playwright, WebKit by its WebDriver, all
 * through what a {@link StoryBrowser} can do. A test that fails prints what its pages showed.
 */
export async function launchEngine(
  engine: Engine,
  { blocksCookies = false }: EngineOptions = {},
): Promise<StoryBrowser> {
  if (engine === 'chromium') return launchBrowser();
  if (engine === 'firefox') return launchFirefox(blocksCookies);
  const programs = findWebKit();
  if (!programs) throw new Error('This machine has no WebKit.');
  return launchWebKit(programs);
}

/**
 * Starts an installed Firefox. The version of Playwright that drives Chromium sends it a command that Firefox 153 does not
 * know; the one before does not.
 */
async function launchFirefox(blocksCookies: boolean): Promise<Browser> {
  const { firefox } = createRequire(import.meta.url)('playwright-core-firefox') as { firefox: BrowserType };
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('This machine has no Firefox.');
  return watchBrowser(
    await firefox.launch({
      channel: 'moz-firefox',
      executablePath,
      timeout: START_LIMIT,
      ...(blocksCookies && { firefoxUserPrefs: { 'network.cookie.cookieBehavior': NO_COOKIES } }),
    }),
  );
}
