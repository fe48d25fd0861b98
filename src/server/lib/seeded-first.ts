/**
 * Returns a page of a list whose first entries the settings name.
 *
 * @param seeded the entries of the settings
 * @param list reads a page of the entries behind them. It is not called when the page is full before
 */
export async function seededFirst<Entry>(
  seeded: readonly Entry[],
  { limit, offset }: { limit: number; offset: number },
  list: (page: { limit: number; offset: number }) => Promise<readonly Entry[]>,
): Promise<Entry[]> {
  const first = seeded.slice(offset, offset + limit);
  const left = limit - first.length;
  return left === 0 ? first : [...first, ...(await list({ limit: left, offset: Math.max(0, offset - seeded.length) }))];
}
