import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { valid } from 'semver';
import { VERSION } from '../../protocol/version.ts';
import { ConfigError } from '../settings/config-error.ts';
import { findPackageRoot } from './package-root.ts';

export type Encoding = 'br' | 'gzip' | 'identity';

export interface CdnFile {
  type: string;
  /** Hash of the plain content, base64url. */
  hash: string;
  /** Content in one encoding; made once and kept. */
  bytes(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>;
}

export interface CdnLibrary {
  /** Exact versions, in no order. */
  versions: readonly string[];
  /** The file of a version by its path under `dist`, by look-up alone. */
  file(version: string, name: string): CdnFile | undefined;
  /** SRI hash of each script and style of a version. */
  integrity(version: string): Record<string, string>;
}

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

/**
 * Indexes the versions that can be served. A request is answered from this index alone, so that no path it
 * names ever reaches the file system.
 *
 * @param directory one `<version>/dist` folder per version; without it, the package's own `dist`
 */
export function openCdnLibrary(directory: string | null = null): CdnLibrary {
  const library = new Map<string, Map<string, CdnFile>>();
  for (const [version, dist] of distFolders(directory)) {
    const files = new Map<string, CdnFile>();
    for (const name of filesUnder(dist)) files.set(name, openFile(path.join(dist, name)));
    if (files.size > 0) library.set(version, files);
  }
  return {
    versions: [...library.keys()],
    file: (version, name) => library.get(version)?.get(name),
    integrity: (version) => {
      const scripts = [...(library.get(version) ?? [])].filter(([name]) => /\.(m?js|css)$/.test(name));
      return Object.fromEntries(scripts.map(([name, { hash }]) => [name, toIntegrity(hash)]));
    },
  };
}

function distFolders(directory: string | null): [string, string][] {
  if (directory === null) return [[VERSION, path.join(findPackageRoot(), 'dist')]];
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
    return entry.isFile() && Object.hasOwn(TYPES, path.extname(name)) ? [name] : [];
  });
}

function list(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

function openFile(file: string): CdnFile {
  const plain = readFileSync(file);
  const kept = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    type: TYPES[path.extname(file)] as string,
    hash: createHash('sha384').update(plain).digest('base64url'),
    bytes: (encoding) => {
      const made = kept.get(encoding) ?? encode(file, plain, encoding);
      kept.set(encoding, made);
      return made;
    },
  };
}

/** The build leaves a `.br` twin beside each file; what has none is compressed at the first request. */
async function encode(file: string, plain: Buffer, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === 'identity') return new Uint8Array(plain);
  if (encoding === 'gzip') return new Uint8Array(await promisify(gzip)(plain, { level: 9 }));
  const twin = await readFile(`${file}.br`).catch(() => undefined);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  return new Uint8Array(twin ?? (await promisify(brotliCompress)(plain, { params })));
}

function toIntegrity(hash: string): string {
  return `sha384-${hash.replace(/-/g, '+').replace(/_/g, '/')}`;
}
