import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { Logger } from '../logger.ts';
import type { Storage } from '../storage/storage.ts';
import { type BuildDescription, readBuild } from './browser-build.ts';
import type { ByteCache } from './byte-cache.ts';
import { type CdnFile, type CdnFiles, typeOf } from './cdn-library.ts';
import { compress, type Encoding } from '../lib/content-encoding.ts';

/** What {@link storedBuilds} needs. */
export interface StoredBuildsDeps {
  storage: Pick<
    Storage,
    | 'transaction'
    | 'listBrowserBuilds'
    | 'findBrowserBuild'
    | 'findBrowserFile'
    | 'touchBrowserBuild'
    | 'deleteOldBrowserBuilds'
  >;
  /** The key of the MAC, see `describeBuild`. */
  key: Uint8Array;
  cache: ByteCache;
  logger: Logger;
}

export interface StoredBuilds {
  /** Lists the builds of each version, the one stored last first. */
  list(): Promise<Map<string, CdnFiles[]>>;
  /** Stores a build unless it is stored, and notes at most once an hour that it is in use. */
  keep(build: BuildDescription, files: CdnFiles, now: number): Promise<void>;
}

const HOUR_MS = 3_600_000;

/** Gives access to the builds in the storage. A build never changes: a version that is built again is another build. */
export function storedBuilds({ storage, key, cache, logger }: StoredBuildsDeps): StoredBuilds {
  let known = new Map<string, CdnFiles>();
  const refused = new Set<string>();

  async function open(id: string): Promise<CdnFiles | undefined> {
    const row = await storage.findBrowserBuild(id);
    if (!row) return undefined;
    const hashes = readBuild(row, key);
    if (hashes) {
      return new Map([...hashes].map(([name, hash]) => [name, storedFile(id, name, hash)]));
    }
    if (!refused.has(id))
      logger.error('A build in the database was not written by this instance.', { version: row.version });
    refused.add(id);
    return undefined;
  }

  function storedFile(buildId: string, name: string, hash: string): CdnFile {
    const bytes = (encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> =>
      cache.get(`${encoding} ${hash}`, async () => {
        if (encoding === 'br') return load(buildId, name, hash);
        return compress(await unpack(await bytes('br')), encoding);
      });
    return { type: typeOf(name) ?? 'application/octet-stream', hash, bytes };
  }

  async function load(buildId: string, name: string, hash: string): Promise<Uint8Array<ArrayBuffer>> {
    const brotli = new Uint8Array((await storage.findBrowserFile(buildId, name)) ?? []);
    const plain = await unpack(brotli).catch(() => new Uint8Array());
    if (createHash('sha384').update(plain).digest('base64url') === hash) return brotli;
    logger.error('A browser file in the database is damaged.', { file: name });
    throw new Error('A browser file in the database is damaged.');
  }

  return {
    async list() {
      const opened = new Map<string, CdnFiles>();
      const versions = new Map<string, CdnFiles[]>();
      for (const { id, version } of await storage.listBrowserBuilds()) {
        const files = known.get(id) ?? (await open(id));
        if (!files) continue;
        opened.set(id, files);
        versions.set(version, [...(versions.get(version) ?? []), files]);
      }
      known = opened;
      return versions;
    },
    async keep(build, files, now) {
      const row = await storage.findBrowserBuild(build.id);
      const isOurs = row !== undefined && readBuild(row, key) !== undefined;
      if (isOurs && row.seen_at > now - HOUR_MS) return;
      if (isOurs) return storage.touchBrowserBuild(build.id, now);
      const packed = await Promise.all(
        [...files].map(async ([name, file]) => ({ build_id: build.id, name, brotli: await file.bytes('br') })),
      );
      await storage.transaction(async (tx) => {
        if (row) await tx.deleteBrowserBuild(build.id);
        const isNew = await tx.insertBrowserBuild({ ...build, stored_at: now, seen_at: now });
        if (isNew) await tx.insertBrowserFiles(packed);
      });
      logger.info('browser files stored', { version: build.version, files: packed.length });
    },
  };
}

async function unpack(brotli: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await promisify(brotliDecompress)(brotli));
}
