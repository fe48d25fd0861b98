import type { InstanceConfig } from '../config/config.ts';
import { seededId } from '../ids.ts';

/** Returns the id of the instance: the same at every start, and on every node. */
export function instanceIdOf({ publishableKey }: Pick<InstanceConfig, 'publishableKey'>): string {
  return seededId('ins', publishableKey);
}
