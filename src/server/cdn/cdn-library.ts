import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { valid } from 'semver';
import { VERSION } from '../../protocol/version.ts';
import { ConfigError } from '../lib/config-error.ts';
import { compress, type Encoding } from '../lib/content-encoding.ts';
import { findPackageRoot } from './package-root.ts';

export interface CdnFile {
  type: string;
  /** SHA-384 of the plain content, base64url. */
  hash: string;
  /** Content in one encoding; made once and kept. */
  bytes(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>;
}

/** The files of a version by their path under `dist`. */
export type CdnFiles = ReadonlyMap<string, CdnFile>;

/** The versions that a node has of its own. */
export type CdnLibrary = ReadonlyMap<string, CdnFiles>;

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** Parts of `dist` that are for Node and for bundlers, not for pages. */
const PRIVATE = new Set(['node', 'types', 'esm']);

/** Media type of a file that can be served; undefined for any other. */
export function typeOf(name: string): string | undefined {
  const extension = path.extname(name);
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
}

/**
 * Indexes the versions that this node has. A request is answered from this index alone, so that no path it names ever
 * reaches the file system.
 *
 * @param directory one `<version>/dist` folder per version; without it, the package's own `dist`, if there is one: a
 *   bundler that puts the server into one file leaves it behind
 * @throws {ConfigError} when the directory cannot be read
 */
export function openCdnLibrary(directory: string | null = null): CdnLibrary {
  const library = new Map<string, CdnFiles>();
  for (const [version, dist] of distFolders(directory)) {
    const files = new Map(filesUnder(dist).map((name) => [name, openFile(dist, name)]));
    if (files.size > 0) library.set(version, files);
  }
  return library;
}

function distFolders(directory: string | null): [string, string][] {
  if (directory === null) {
    const root = findPackageRoot();
    return root === undefined ? [] : [[VERSION, path.join(root, 'dist')]];
  }
  return listVersions(directory)
    .filter((entry) => entry.isDirectory() && valid(entry.name) === entry.name)
    .map((entry) => [entry.name, path.join(directory, entry.name, 'dist')]);
}

function listVersions(directory: string): ReturnType<typeof list> {
  try {
    return list(directory);
  } catch {
    const cure = 'Name a directory that holds one <version>/dist folder per version, or leave it out.';
    throw new ConfigError([{ setting: 'cdnDir', given: JSON.stringify(directory), problem: 'cannot be read', cure }]);
  }
}

/** Paths with `/` of the servable files in a folder; symbolic links are not followed. */
function filesUnder(folder: string, prefix = ''): string[] {
  let entries: ReturnType<typeof list>;
  try {
    entries = list(path.join(folder, prefix));
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const name = prefix + entry.name;
    if (entry.isDirectory()) return PRIVATE.has(name) ? [] : filesUnder(folder, `${name}/`);
    return entry.isFile() && typeOf(name) !== undefined ? [name] : [];
  });
}

function list(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

function openFile(dist: string, name: string): CdnFile {
  const file = path.join(dist, name);
  const plain = readFileSync(file);
  const kept = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    type: typeOf(name) as string,
    hash: createHash('sha384').update(plain).digest('base64url'),
    bytes: (encoding) => {
      const made = kept.get(encoding) ?? encode(file, new Uint8Array(plain), encoding);
      kept.set(encoding, made);
      return made;
    },
  };
}

/** The build leaves a `.br` twin beside each file; what has none is compressed when it is needed. */
async function encode(
  file: string,
  plain: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer>> {
  const twin = encoding === 'br' ? await readFile(`${file}.br`).catch(() => undefined) : undefined;
  return twin ? new Uint8Array(twin) : compress(plain, encoding);
}
