import rsort from 'semver/functions/rsort.js';
import valid from 'semver/functions/valid.js';
import { VERSION } from '../../protocol/version.ts';
import { type Clock, DAY_MS } from '../clock.ts';
import { newId } from '../ids.ts';
import { deriveKey } from '../keys/master-key.ts';
import type { Logger } from '../logger.ts';
import type { Storage } from '../storage/storage.ts';
import { describeBuild } from './browser-build.ts';
import { createByteCache } from './byte-cache.ts';
import type { CdnFiles, CdnLibrary } from './cdn-library.ts';
import { resolveRange } from './resolve-range.ts';
import { storedBuilds } from './stored-builds.ts';

export interface ReleasesDeps {
  /** The versions on this node's disk. It serves them from there, and stores them for the other nodes. */
  own: CdnLibrary;
  storage: Storage;
  /** 32 bytes that all nodes of the instance share. */
  secret: Uint8Array;
  clock: Clock;
  logger: Logger;
  /** Days to keep a version after the last node that had it is gone. */
  keepDays: number;
}

/** The browser files of every release that a page may still ask for. */
export interface Releases {
  /** Returns the versions that this node can serve, in no order. */
  versions(): string[];
  /**
   * Returns the version that a range names; null when none matches. It asks the storage only if it has not done so for
   * a while, and needs no answer of it.
   *
   * @param isFit whether a build counts; default: each does. The build is the one that {@link find} returns
   */
  resolve(range: string, isFit?: (files: CdnFiles) => boolean): Promise<string | null>;
  /**
   * Finds the build of an exact version. There are several when a version was built again, as in development, and open
   * pages still ask for files of the earlier build. The build on this node's disk comes first, then the one stored last.
   *
   * @param name a file that the build must hold. When no known build holds it, the node asks the storage, where another
   *   node may just have stored one
   * @throws {StorageUnavailable} when the storage does not answer
   */
  find(version: string, name?: string): Promise<CdnFiles | undefined>;
  /** Records that this node runs, and reads what the other nodes have stored. */
  refresh(): Promise<void>;
  /** Deletes builds that are older than `keepDays`. */
  sweep(): Promise<void>;
  /** Records that this node has stopped. */
  close(): Promise<void>;
}

/** How often a node records that it runs. After three missed records, the others consider it gone. */
const BEAT_MS = 30_000;
const GONE_AFTER_MS = 120_000;
/** How often a node reads what the others run. */
const LOOK_MS = 10_000;
/** A request for a range starts a refresh when the last one is older than this. */
const FRESH_MS = 5_000;
/** A request for a range waits for a refresh when the last try is older than this, as after a process was suspended. */
const STALE_MS = 15_000;
/** Size of the cache for files of other nodes. A release takes about a third of a megabyte, compressed with Brotli. */
const CACHE_BYTES = 16 * 1024 * 1024;

/**
 * Stores this node's browser files for the other nodes, and records regularly that the node runs.
 *
 * Every node serves every stored version. During an upgrade a node may be asked for a file of any release, and an open
 * tab asks for files of the release that it has loaded.
 *
 * @throws {StorageUnavailable} when the storage does not answer
 */
export async function openReleases(deps: ReleasesDeps): Promise<Releases> {
  const { own, storage, clock, logger, keepDays } = deps;
  const key = deriveKey(deps.secret, 'browser-files');
  const stored = storedBuilds({ storage, key, logger, cache: createByteCache(CACHE_BYTES) });
  const builds = [...own].map(([version, files]) => ({ files, build: describeBuild(version, files, key) }));
  const node = { id: newId('node'), version: rsort([...own.keys()])[0] ?? VERSION };
  let others = new Map<string, CdnFiles[]>();
  let running: string[] = [];
  let notedAt = Number.NEGATIVE_INFINITY;
  let readAt = Number.NEGATIVE_INFINITY;
  let refreshing: Promise<void> | undefined;

  const isPast = (time: number, ms: number) => Math.abs(clock.now() - time) >= ms;

  async function read(): Promise<void> {
    const now = clock.now();
    readAt = now;
    if (isPast(notedAt, BEAT_MS)) {
      for (const { build, files } of builds) await stored.keep(build, files, now);
      // After the files: a range may name this node's version only when every node can serve all of it.
      await storage.noteNode({ ...node, expires_at: now + GONE_AFTER_MS });
      notedAt = now;
    }
    others = await stored.list();
    // A forged row must not stop ranges from being resolved.
    running = (await storage.listNodeVersions(now)).filter((version) => valid(version) !== null);
  }

  /** Runs one refresh at a time. The one that a caller waits for starts after the call. */
  async function refresh(): Promise<void> {
    await refreshing?.catch(() => undefined);
    refreshing ??= read().finally(() => {
      refreshing = undefined;
    });
    await refreshing;
  }

  /** Refreshes in the background. If the storage does not answer, the node continues with what it knows. */
  function refreshIfDue(ms: number): void {
    if (!refreshing && isPast(readAt, ms)) refresh().catch(() => undefined);
  }

  const versions = () => [...new Set([...own.keys(), ...others.keys()])];

  function buildsOf(version: string): CdnFiles[] {
    const files = own.get(version);
    return [...(files ? [files] : []), ...(others.get(version) ?? [])];
  }

  await refresh();
  const timer = setInterval(() => refreshIfDue(0), LOOK_MS);
  timer.unref();

  return {
    versions,
    async resolve(range, isFit = () => true) {
      if (isPast(readAt, STALE_MS)) await refresh().catch(() => undefined);
      else refreshIfDue(FRESH_MS);
      const fit = versions().filter((version) => buildsOf(version).slice(0, 1).some(isFit));
      return resolveRange(range, fit, [node.version, ...running]);
    },
    async find(version, name) {
      const look = () => buildsOf(version).find((files) => name === undefined || files.has(name));
      const found = look();
      if (found) return found;
      await refresh();
      return look();
    },
    refresh,
    async sweep() {
      await refresh();
      const now = clock.now();
      await storage.deleteOldBrowserBuilds(now - keepDays * DAY_MS, now - DAY_MS);
      await storage.deleteExpiredNodes(now);
      await refresh();
    },
    async close() {
      clearInterval(timer);
      await refreshing?.catch(() => undefined);
      await storage.deleteNode(node.id).catch(() => undefined);
    },
  };
}
