import { createHash, createHmac } from 'node:crypto';
import { isSameCheck } from '../keys/master-key.ts';
import type { BrowserBuildRow } from '../storage/rows.ts';

/** A build without the times at which it was stored and last seen. */
export type BuildDescription = Omit<BrowserBuildRow, 'stored_at' | 'seen_at'>;

/**
 * Describes a build for the storage: the hash of each file, and a MAC that proves that a node of this instance wrote it.
 * An attacker with write access to the database alone cannot put a script into sign-in pages.
 *
 * @param files the hash of each file by its path under `dist`
 * @param key a key of this purpose, derived from the master key
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

/** Returns the hash of each file by its path; undefined when no node of this instance wrote the row. */
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
