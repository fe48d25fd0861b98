import assert from 'node:assert/strict';

const LIMIT_MS = 10_000;

/** Lets pending work run until a condition holds. Fails if it does not hold within ten seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!isSo() && performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(isSo(), 'The condition did not hold in time.');
}
