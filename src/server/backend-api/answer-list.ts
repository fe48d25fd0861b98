import type { BackendCall } from './backend-context.ts';

/**
 * Answers a page of a list: its items alone or, when the caller asks for it by `paginated`, with the number of items on
 * all pages.
 *
 * @param count returns that number
 */
export async function answerList(
  c: BackendCall,
  data: readonly object[],
  count: () => Promise<number> | number,
): Promise<Response> {
  if (c.get('context').query.get('paginated') !== 'true') return c.json(data);
  return c.json({ data, total_count: await count() });
}
