import rsort from 'semver/functions/rsort.js';
import valid from 'semver/functions/valid.js';
import { answerFile, answerText, FOR_A_MOMENT, FOR_EVER, refuseMethod } from './answer-file.ts';
import { type CdnFile, type CdnFiles, createFile } from './cdn-library.ts';
import type { Served } from './installed-package.ts';

/** Answers any request below `/npm/`. */
export type Cdn = (request: Request) => Promise<Response>;

/** Mount path (optional), package, version or range (optional), and the file. */
const PATH = /^((?:\/[A-Za-z0-9_~-]+)*)\/npm\/(clerk-widgets|@clerk\/[a-z-]+)(?:@([^/]+))?\/(.+)$/;
const OWN = 'clerk-widgets';

/**
 * Serves the browser files as a public CDN does.
 *
 * - `/npm/clerk-widgets@1.2.3/dist/clerk.js` may be cached for ever.
 * - `/npm/clerk-widgets@1/dist/clerk.js` (a semver range, `latest`, or no version) has the content of the exact version
 *   that the range names, see `resolveRange`. `Content-Location` is the address of that version.
 * - `/npm/clerk-widgets@1.2.3/integrity.json` has the hash of each script.
 * - `/npm/@clerk/clerk-js@6/dist/clerk.browser.js` is of another package, if the server has it.
 *
 * @param releases the versions of this package
 * @param others what is served of other packages, by their names
 */
export function createCdn(releases: Served, others: Readonly<Record<string, Served>> = {}): Cdn {
  async function findFile(releases: Served, version: string, path: string): Promise<CdnFile | undefined> {
    if (path === 'integrity.json') return integrity(await releases.find(version));
    const name = nameOf(path);
    return name === undefined ? undefined : (await releases.find(version, name))?.get(name);
  }

  /**
   * Returns another version of the range that has the file. A tab may be open since before the range moved, and need a
   * file of its own version. The name of such a file has the hash of its build.
   */
  async function findOther(releases: Served, range: string, path: string): Promise<string | null> {
    const name = nameOf(path);
    return name === undefined ? null : releases.resolve(range, (files) => files.has(name));
  }

  return async (request) => {
    const refusal = refuseMethod(request);
    if (refusal) return refusal;
    const { pathname } = new URL(request.url);
    const [, mount = '', name = OWN, wanted = 'latest', encoded = ''] = PATH.exec(pathname) ?? [];
    const served = name === OWN ? releases : Object.hasOwn(others, name) ? others[name] : undefined;
    const range = decode(wanted);
    const path = decode(encoded);
    if (!path || !range || !served) return answerText(404, 'Files are at /npm/clerk-widgets@<version>/dist/<file>.');
    const isExact = range.length <= 64 && valid(range) === range;
    const named = isExact ? range : await served.resolve(range);
    if (named === null || !(await served.find(named))) {
      const none = name === OWN ? 'none has been built' : `none. Install it beside the server: npm install ${name}`;
      const known = rsort(served.versions()).join(', ') || none;
      return answerText(404, `No version of ${name} matches. Versions here: ${known}.`);
    }
    let version: string | null = named;
    let file = await findFile(served, named, path);
    if (!file && !isExact) {
      version = await findOther(served, range, path);
      file = version === null ? undefined : await findFile(served, version, path);
    }
    if (!file) return answerText(404, `Version ${named} has no such file.`);
    const address = `${mount}/npm/${name}@${version}/${encoded}`;
    const headers: Record<string, string> = isExact
      ? { 'Cache-Control': FOR_EVER }
      : { 'Cache-Control': FOR_A_MOMENT, 'Content-Location': address };
    return answerFile(request, file, file.hash.slice(0, 32), headers);
  };
}

/** Returns the name of a file in `dist`, if the path leads there. */
function nameOf(path: string): string | undefined {
  return path.startsWith('dist/') ? path.slice('dist/'.length) : undefined;
}

const lists = new WeakMap<CdnFiles, CdnFile>();

/** Lists the SRI hash of each script and style sheet. */
function integrity(files: CdnFiles | undefined): CdnFile | undefined {
  if (!files) return undefined;
  const found = lists.get(files);
  if (found) return found;
  const scripts = [...files].filter(([name]) => /\.(m?js|css)$/.test(name));
  const json = JSON.stringify(Object.fromEntries(scripts.map(([name, { hash }]) => [name, sriHash(hash)])), null, 2);
  const list = createFile('application/json', new TextEncoder().encode(json));
  lists.set(files, list);
  return list;
}

function sriHash(hash: string): string {
  return `sha384-${hash.replace(/-/g, '+').replace(/_/g, '/')}`;
}

/** Percent-decodes once. @returns undefined when the text is malformed */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
