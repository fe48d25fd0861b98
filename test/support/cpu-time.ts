import assert from 'node:assert/strict';

type Task = () => unknown;

/** Milliseconds of CPU that the fixed task takes on the machine for which the limits are written. */
const FIXED_MS = 3;
const ATTEMPTS = 5;

/**
 * Checks that a task takes less than some milliseconds of CPU, whatever else the machine does. A slower machine gets more:
 * a fixed task, run beside each attempt, tells how slow it is. The first attempts compile the code, so one in five is enough.
 *
 * @param ms the limit on a machine of usual speed
 * @param task what it throws or rejects with does not count
 */
export async function assertCpuBelow(ms: number, task: Task, what: string): Promise<void> {
  const seen: string[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const spent = await cpuOf(task);
    const limit = ms * Math.max(1, (await cpuOf(fixedTask)) / FIXED_MS);
    if (spent < limit) return;
    seen.push(`${spent.toFixed(1)} of ${limit.toFixed(1)}`);
  }
  assert.fail(`${what} took ${seen.join(', ')} ms of CPU`);
}

async function cpuOf(task: Task): Promise<number> {
  const before = process.cpuUsage();
  try {
    await task();
  } catch {
    // Refused is fine; slowly is not.
  }
  return process.cpuUsage(before).user / 1000;
}

/** Looks at 400,000 characters. */
function fixedTask(): number {
  let sum = 0;
  for (let i = 0; i < 400_000; i++) sum = (sum * 31 + TEXT.charCodeAt(i % TEXT.length)) | 0;
  return sum;
}

const TEXT = 'a plain long phrase'.repeat(1_000);
