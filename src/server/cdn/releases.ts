import { rsort, valid } from 'semver';
import { VERSION } from '../../protocol/version.ts';
import type { Clock } from '../clock.ts';
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
  /** What this node has of its own. It is served from here, and put into the storage for the other nodes. */
  own: CdnLibrary;
  storage: Storage;
  /** 32 bytes that the nodes of an instance share. */
  secret: Uint8Array;
  clock: Clock;
  logger: Logger;
  /** Days that a version stays after the last node that had it was there. */
  keepDays: number;
}

/** The browser files of every release that a page may still ask for, and which of them a range names. */
export interface Releases {
  /** Versions that can be served, in no order. */
  versions(): string[];
  /** The version that a range names at present, from what is known already; null when nothing matches. */
  resolve(range: string): string | null;
  /**
   * Builds of an exact version, the best one first: what this node has of its own, then what was stored last. Several
   * only if a version was built again, as while developing; pages that are open have files of the one before.
   *
   * @param name file that is wanted; what is not known is looked up in the storage, where another node may just have
   *   put it
   * @throws {StorageUnavailable} when the storage has to be asked and does not answer
   */
  find(version: string, name?: string): Promise<CdnFiles | undefined>;
  /** Says that this node is there, and looks what the others have stored. */
  refresh(): Promise<void>;
  /** Deletes what is older than `keepDays`. */
  sweep(): Promise<void>;
  /** Says that this node is gone. */
  close(): Promise<void>;
}

/** Between two words of a node that it is there; it may miss three of them. */
const BEAT_MS = 30_000;
const GONE_AFTER_MS = 120_000;
/** A range is answered from what was known at most this long ago, or at the request before. */
const FRESH_MS = 5_000;
const DAY_MS = 86_400_000;
/** Of other nodes' files; a release has about a third of a megabyte in brotli. */
const CACHE_BYTES = 16 * 1024 * 1024;

/**
 * Puts this node's browser files into the storage, says that the node is there, and goes on saying so.
 *
 * Every node serves every stored version: during an upgrade any node may be asked for a file of any release, and an
 * open tab asks for chunks of the release that it began with.
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
  let saidAt = Number.NEGATIVE_INFINITY;
  let readAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;

  const isPast = (time: number, ms: number) => Math.abs(clock.now() - time) >= ms;

  async function read(): Promise<void> {
    const now = clock.now();
    readAt = now;
    if (isPast(saidAt, BEAT_MS)) {
      for (const { build, files } of builds) await stored.keep(build, files, now);
      // Only now: a range may name what this node has when all of it can be had from any node.
      await storage.noteNode({ ...node, expires_at: now + GONE_AFTER_MS });
      saidAt = now;
    }
    others = await stored.list();
    // A row that somebody else wrote must not keep ranges from being answered.
    running = (await storage.listNodeVersions(now)).filter((version) => valid(version) !== null);
  }

  /** One reading at a time; the one that is waited for begins after the call. */
  async function refresh(): Promise<void> {
    await underWay?.catch(() => undefined);
    underWay ??= read().finally(() => {
      underWay = undefined;
    });
    await underWay;
  }

  /** In the background: without the storage, what was known last is the best there is. */
  function refreshIfDue(ms: number): void {
    if (!underWay && isPast(readAt, ms)) refresh().catch(() => undefined);
  }

  const versions = () => [...new Set([...own.keys(), ...others.keys()])];

  function buildsOf(version: string): CdnFiles[] {
    const files = own.get(version);
    return [...(files ? [files] : []), ...(others.get(version) ?? [])];
  }

  await refresh();
  const timer = setInterval(() => refreshIfDue(0), BEAT_MS);
  timer.unref();

  return {
    versions,
    resolve(range) {
      refreshIfDue(FRESH_MS);
      return resolveRange(range, versions(), [node.version, ...running]);
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
      await underWay?.catch(() => undefined);
      await storage.deleteNode(node.id).catch(() => undefined);
    },
  };
}
