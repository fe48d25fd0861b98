/**
 * Loads something once, with the first call.
 *
 * @param isNow loads it at once, so that the first call need not wait
 * @returns what was loaded. A failure is that of every call
 */
export function lazy<T>(load: () => Promise<T>, isNow: boolean): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  const get = () => (loaded ??= load());
  // Whoever calls hears of a failure.
  if (isNow) get().catch(() => {});
  return get;
}
