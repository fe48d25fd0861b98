import { existsSync } from 'node:fs';
import type { Browser } from 'playwright';

/** Arguments of every headless run: no sandbox, which containers lack, and no background traffic. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/**
 * Finds a Chromium without downloading one. Takes the first of `CHROMIUM_PATH`, Playwright's own, an installed one, and
 * the one inside an npm package.
 */
export async function chromiumPath(): Promise<string> {
  const { chromium } = await import('playwright');
  const found = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...INSTALLED].find(
    (path) => path && existsSync(path),
  );
  if (found) return found;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

/** Starts that Chromium without a window, with {@link CHROMIUM_ARGS} and `args`. */
export async function launchChromium(args: string[] = []): Promise<Browser> {
  const { chromium } = await import('playwright');
  return chromium.launch({ executablePath: await chromiumPath(), args: [...CHROMIUM_ARGS, ...args] });
}
