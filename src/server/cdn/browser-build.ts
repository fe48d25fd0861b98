import { createHash, createHmac } from 'node:crypto';
import { isSameCheck } from '../keys/master-key.ts';
import type { BrowserBuildRow } from '../storage/rows.ts';

/** A build, apart from the times at which it was stored and seen. */
export type BuildDescription = Omit<BrowserBuildRow, 'stored_at' | 'seen_at'>;

/**
 * What the storage keeps of a build: the hash of each file, and a proof that a node of this instance wrote it. Whoever
 * can write to the database alone cannot put a script into sign-in pages.
 *
 * @param files hash by path under `dist`
 * @param key derived from the master key for this purpose
 */
export function describeBuild(
  version: string,
  files: ReadonlyMap<string, { hash: string }>,
  key: Uint8Array,
): BuildDescription {
  const names = [...files.keys()].sort();
  const json = JSON.stringify(Object.fromEntries(names.map((name) => [name, files.get(name)?.hash])));
  const id = createHash('sha256').update(`${version}\n${json}`).digest('base64url');
  return { id, version, files: json, mac: createHmac('sha256', key).update(id).digest('base64url') };
}

/** The hash of each file by its path, or undefined for a row that no node of this instance wrote. */
export function readBuild(row: BuildDescription, key: Uint8Array): Map<string, string> | undefined {
  let files: Map<string, string>;
  try {
    files = new Map(Object.entries(JSON.parse(row.files) as Record<string, string>));
  } catch {
    return undefined;
  }
  const hashes = new Map([...files].map(([name, hash]) => [name, { hash }]));
  const { id, mac } = describeBuild(row.version, hashes, key);
  return id === row.id && isSameCheck(mac, row.mac) ? files : undefined;
}
