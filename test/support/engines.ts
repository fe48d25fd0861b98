import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** Engines that browser tests run in. A Chromium is always there: see `chromiumPath`. */
export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;

export type Engine = (typeof ENGINES)[number];

export const ENGINE_NAMES = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKit',
} as const satisfies Record<Engine, string>;

/** Paths of the programs that a WebKit runs with. */
export interface WebKitPrograms {
  /** WebKitGTK's own WebDriver, which starts a browser for each session. */
  driver: string;
  /** A display without a screen: WebKitGTK has no headless mode. */
  xvfb: string;
  /** Tells WebKit whether the user prefers dark colors, as a desktop does. */
  xsettingsd: string;
}

/** Debian's packages of an engine, and the variables that name its programs elsewhere. */
const SOURCES = {
  firefox: 'Install firefox-esr, or name a Firefox by FIREFOX_PATH.',
  webkit: 'Install webkit2gtk-driver, xvfb and xsettingsd, or name the driver by WEBKIT_DRIVER_PATH.',
} as const satisfies Record<Exclude<Engine, 'chromium'>, string>;

/** Returns the path of a Firefox: that of `FIREFOX_PATH`, else an installed one. */
export function findFirefox(): string | undefined {
  return findProgram(process.env.FIREFOX_PATH, 'firefox-esr', 'firefox');
}

/** Returns the programs of a WebKit: the driver of `WEBKIT_DRIVER_PATH`, else an installed one, Xvfb and xsettingsd. */
export function findWebKit(): WebKitPrograms | undefined {
  const driver = findProgram(process.env.WEBKIT_DRIVER_PATH, 'WebKitWebDriver');
  const xvfb = findProgram('Xvfb');
  const xsettingsd = findProgram('xsettingsd');
  return driver && xvfb && xsettingsd ? { driver, xvfb, xsettingsd } : undefined;
}

/** Returns whether this machine has the engine. */
export function hasEngine(engine: Engine): boolean {
  return engine === 'chromium' || (engine === 'firefox' ? findFirefox() : findWebKit()) !== undefined;
}

/**
 * Returns the engines of this machine. Says loudly which others are missing, and which tests do not run for that. Such
 * tests count neither as passed nor as failed.
 *
 * @param tests the tests that need the engines, as a plural: `The element tests`
 * @example for (const engine of enginesFor('The main stories')) describe(ENGINE_NAMES[engine], …)
 */
export function enginesFor(tests: string, engines: readonly Engine[] = ENGINES): Engine[] {
  return engines.filter((engine) => {
    if (engine === 'chromium' || hasEngine(engine)) return true;
    console.log(`!!! NO ${ENGINE_NAMES[engine].toUpperCase()}: ${tests} DO NOT RUN in it. ${SOURCES[engine]}`);
    return false;
  });
}

/** Returns the path of the first program that can be executed. A name without a slash is searched in `PATH`. */
function findProgram(...names: (string | undefined)[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names
    .flatMap((name = '') => (name.includes('/') ? [name] : folders.map((folder) => path.join(folder, name))))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return statSync(file).isFile();
      } catch {
        return false;
      }
    });
}
