import { task } from '../user-button/settle.ts';

/** Resolves as soon as something holds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await task();
}
