import type { Facts } from './facts.ts';
import type { Finding } from '../../protocol/diagnosis/finding.ts';

/** Looks for faults of one kind. */
export interface Check {
  name: string;
  /** What is fine when the check finds nothing, for the list. */
  good: string;
  /** @returns the faults; undefined when the page has nothing that this check looks at */
  run(facts: Facts): Promise<Finding[] | undefined> | Finding[] | undefined;
}
