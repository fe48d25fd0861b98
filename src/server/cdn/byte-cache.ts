/** Keeps what was made, up to a number of bytes; what was not asked for the longest goes first. */
export interface ByteCache {
  /** The bytes kept under this key, or those that `make` makes, once for any number of parallel callers. */
  get(key: string, make: () => Promise<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>>;
}

/** @param maxBytes of all that is kept together; larger ones are made each time */
export function createByteCache(maxBytes: number): ByteCache {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const underWay = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
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
        // The order of a map is that of insertion, which makes this one the newest.
        kept.delete(key);
        kept.set(key, found);
        return found;
      }
      const before = underWay.get(key);
      if (before) return before;
      const making = make()
        .then((bytes) => {
          keep(key, bytes);
          return bytes;
        })
        .finally(() => underWay.delete(key));
      underWay.set(key, making);
      return making;
    },
  };
}
