import { globSync, readdirSync } from 'node:fs';

/** Folders whose tests need a browser, and folders without tests. */
const BROWSERS = ['elements', 'interop', 'e2e', 'apps'];
const HELPERS = ['support', 'bench'];
/** Every other folder, so that the gate includes a new folder from its first test on. */
const UNITS = readdirSync('test', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && ![...BROWSERS, ...HELPERS].includes(entry.name))
  .map(({ name }) => name)
  .sort();

/** What `npm test` runs: globs of test files by stage, and whether `npm run check` runs, too. */
export interface Parts {
  check: boolean;
  units: string[];
  elements: string[];
  interop: string[];
  e2e: string[];
  /** Apps of other frameworks, which the tests install and build. */
  apps: string[];
}

/**
 * Reads which parts are asked for.
 *
 * @param names `check`, a folder below `test/` (`server`, `server/security`) or the beginning of a file's path
 *   (`e2e/oauth`); none means all
 * @throws {RangeError} when a name matches no test
 * @example selectParts(['server', 'e2e/oauth'])
 */
export function selectParts(names: readonly string[]): Parts {
  const parts: Parts = { check: names.length === 0, units: [], elements: [], interop: [], e2e: [], apps: [] };
  for (const name of names.length ? names : [...UNITS, ...BROWSERS]) {
    if (name === 'check') {
      parts.check = true;
      continue;
    }
    const stem = name.replace(/^test\//, '').replace(/(\.browser)?(\.test)?\.ts$|\/$/, '');
    const folder = stem.split('/')[0] as string;
    const stage = UNITS.includes(folder) ? 'units' : (folder as keyof Omit<Parts, 'check' | 'units'>);
    const ending = folder === 'elements' ? '.browser.test.ts' : '.test.ts';
    // The folders of apps hold no tests.
    const below = folder === 'apps' ? '' : '**/';
    const globs = [`test/${stem}/${below}*${ending}`, ...(stem.includes('/') ? [`test/${stem}*${ending}`] : [])];
    const found = Array.isArray(parts[stage]) ? globs.filter((pattern) => globSync(pattern).length > 0) : [];
    if (!found.length) {
      throw new RangeError(
        `"${name}" stands for no test. Name check, one of ${[...UNITS, ...BROWSERS].join(', ')}, ` +
          'a folder below one of them, or the beginning of a file, such as server/security or e2e/oauth.',
      );
    }
    parts[stage].push(...found);
  }
  return parts;
}
