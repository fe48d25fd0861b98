import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds after which a wait fails. */
const LIMIT = 120_000;

/** Asks again until the answer is true, and returns that. */
export async function eventually<Answer>(ask: () => Promise<Answer | false | undefined>): Promise<Answer> {
  for (const end = performance.now() + LIMIT; performance.now() < end; await wait(100)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`This did not hold in time: ${ask}`);
}
