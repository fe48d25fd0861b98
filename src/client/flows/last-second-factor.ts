import type { FlowContext } from './context.ts';

const KEY = '__clerk_last_second_factor';

/** The second factor used last on this browser: offered first the next time. Its name alone is kept. */
export function lastSecondFactor({ storage }: FlowContext): string | null {
  return storage.get(KEY);
}

export function rememberSecondFactor({ storage }: FlowContext, strategy: string): void {
  // A backup code is for the day the usual way is lost.
  if (strategy !== 'backup_code') storage.set(KEY, strategy);
}
