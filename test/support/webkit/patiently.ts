import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds after which an action of a test fails, as in `browser.ts`. */
const ACTION_LIMIT = 120_000;
const BETWEEN_LOOKS = 40;

/**
 * Tries until `attempt` returns something. An attempt that throws has failed for now: a page that is loading has neither
 * its elements nor its script yet.
 *
 * @param what what is waited for; the error says it
 */
export async function patiently<T>(
  what: string,
  attempt: () => Promise<T | undefined | null | false>,
): Promise<NonNullable<T>> {
  const end = performance.now() + ACTION_LIMIT;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const result = await attempt();
      if (result) return result as NonNullable<T>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await delay(BETWEEN_LOOKS);
  }
  throw new Error(`This did not happen in time: ${what}.`, { cause: last });
}
