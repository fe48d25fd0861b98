import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CdnFile, type CdnFiles, createFile, findPackageRoot, typeOf } from './cdn-library.ts';
import type { Releases } from './releases.ts';
import { resolveRange } from './resolve-range.ts';

/** What the CDN serves of a package. */
export type Served = Pick<Releases, 'find' | 'resolve' | 'versions'>;

/**
 * Serves the browser files of a package that is installed beside the server. Clerk's own SDKs load `@clerk/clerk-js` and
 * `@clerk/ui` from the host of the Frontend API.
 *
 * @param name of the package. Its scripts are directly in its folder `dist`
 * @param folders where to look for `node_modules`, each with those above it; default: the working directory, and the folder
 *   of this package
 * @returns what serves its one version, or no version when it is not installed
 */
export function serveInstalled(name: string, folders = [process.cwd(), findPackageRoot()]): Served {
  const folder = folders.flatMap((from) => (from === undefined ? [] : (findModule(name, from) ?? []))).at(0);
  if (folder === undefined) return { versions: () => [], resolve: async () => null, find: async () => undefined };
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  const files = filesOf(path.join(folder, 'dist'));
  return {
    versions: () => [version],
    resolve: async (range, isFit = () => true) => (isFit(files) ? resolveRange(range, [version], []) : null),
    find: async (wanted) => (wanted === version ? files : undefined),
  };
}

function findModule(name: string, from: string): string | undefined {
  for (let dir = path.resolve(from); ; dir = path.dirname(dir)) {
    const found = path.join(dir, 'node_modules', name);
    if (existsSync(path.join(found, 'package.json'))) return found;
    if (dir === path.dirname(dir)) return undefined;
  }
}

/** Requests are answered from this list, so their paths never reach the file system. */
function filesOf(dist: string): CdnFiles {
  const names = readdirSync(dist, { withFileTypes: true })
    .filter((entry) => entry.isFile() && typeOf(entry.name) !== undefined)
    .map((entry) => entry.name);
  return new Map(names.map((name) => [name, lazyFile(dist, name)]));
}

/** A package has many files, of which pages ask for a few. Each one is read when it is first asked for. */
function lazyFile(dist: string, name: string): CdnFile {
  let file: CdnFile | undefined;
  const read = (): CdnFile => {
    file ??= createFile(typeOf(name) as string, new Uint8Array(readFileSync(path.join(dist, name))));
    return file;
  };
  return {
    type: typeOf(name) as string,
    get hash() {
      return read().hash;
    },
    bytes: (encoding) => read().bytes(encoding),
  };
}
