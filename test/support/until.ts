import assert from 'node:assert/strict';

/** A command line that has much to load takes half a minute on a slow machine. */
const LIMIT_MS = 120_000;

/** Lets pending work run until a condition holds. Fails if it does not hold within two minutes. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!isSo() && performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(isSo(), 'The condition did not hold in time.');
}
