/** A cache with a limit in bytes. It drops the entry that was not used for the longest time. */
export interface ByteCache {
  /** Returns the bytes under a key. When there are none it calls `make`, once for all parallel callers. */
  get(key: string, make: () => Promise<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>>;
}

/** @param maxBytes of all entries together. Content that is larger is not kept */
export function createByteCache(maxBytes: number): ByteCache {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const pending = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  let size = 0;

  function keep(key: string, bytes: Uint8Array<ArrayBuffer>): void {
    if (bytes.length > maxBytes) return;
    kept.set(key, bytes);
    size += bytes.length;
    for (const [oldest, { length }] of kept) {
      if (size <= maxBytes) break;
      kept.delete(oldest);
      size -= length;
    }
  }

  return {
    async get(key, make) {
      const found = kept.get(key);
      if (found) {
        // A map keeps the order of insertion, so this makes the entry the newest one.
        kept.delete(key);
        kept.set(key, found);
        return found;
      }
      const before = pending.get(key);
      if (before) return before;
      const making = make()
        .then((bytes) => {
          keep(key, bytes);
          return bytes;
        })
        .finally(() => pending.delete(key));
      pending.set(key, making);
      return making;
    },
  };
}
