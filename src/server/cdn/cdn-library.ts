import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import valid from 'semver/functions/valid.js';
import { VERSION } from '../../protocol/version.ts';
import { ConfigError } from '../lib/config-error.ts';
import { compress, type Encoding } from '../lib/content-encoding.ts';

export interface CdnFile {
  type: string;
  /** SHA-384 of the plain content, base64url. */
  hash: string;
  /** Returns the content in an encoding. It is compressed once and then kept. */
  bytes(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>;
}

/** The files of a version by their path under `dist`. */
export type CdnFiles = ReadonlyMap<string, CdnFile>;

/** The versions that a node has on its own disk. */
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
/** Folders of `dist` that are for Node and for bundlers, not for pages. */
const PRIVATE = new Set(['node', 'types', 'esm']);

/** Returns the media type of a file; undefined when the file is not served. */
export function typeOf(name: string): string | undefined {
  const extension = path.extname(name);
  return Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined;
}

/**
 * Lists the files of all versions on this node. Requests are answered from this list, so the path of a request never
 * reaches the file system.
 *
 * @param directory holds one `<version>/dist` folder per version. Default: the package's own `dist`, which is missing
 *   when a bundler has put the server into one file
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

/** Returns the paths, with `/`, of the files to serve in a folder. It does not follow symbolic links. */
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
  const plain = new Uint8Array(readFileSync(file));
  return createFile(typeOf(name) as string, plain, (encoding) => encode(file, plain, encoding));
}

/**
 * Makes a file of bytes. Each encoding of them is made when it is first asked for, and kept.
 *
 * @param encode default: compresses as far as the encoding allows
 */
export function createFile(
  type: string,
  plain: Uint8Array<ArrayBuffer>,
  encode = (encoding: Encoding) => compress(plain, encoding),
): CdnFile {
  const kept = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    type,
    hash: createHash('sha384').update(plain).digest('base64url'),
    bytes: (encoding) => {
      const made = kept.get(encoding) ?? encode(encoding);
      kept.set(encoding, made);
      return made;
    },
  };
}

/** The build writes a `.br` file beside each file. A file without one is compressed when it is first asked for. */
async function encode(
  file: string,
  plain: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer>> {
  const built = encoding === 'br' ? await readFile(`${file}.br`).catch(() => undefined) : undefined;
  return built ? new Uint8Array(built) : compress(plain, encoding);
}

/**
 * Returns the directory of this package, whether the running file is a source file, a bundle or a chunk of one.
 *
 * @param from URL of a module of this package
 * @returns undefined when no directory above the module is this package, or the runtime has no file URLs
 */
export function findPackageRoot(from: string = import.meta.url): string | undefined {
  if (!from?.startsWith('file:')) return undefined;
  for (let dir = path.dirname(fileURLToPath(from)); ; dir = path.dirname(dir)) {
    const manifest = path.join(dir, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'clerk-widgets') return dir;
    if (dir === path.dirname(dir)) return undefined;
  }
}
