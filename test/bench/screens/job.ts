import type { InstanceName } from './site.ts';
import type { Person } from './person.ts';

/** Prepares a job and does it, in the shortest way that the screens offer. The clock starts with the first act. */
export type Walk = (person: Person) => Promise<void>;

export interface Job {
  /** Names the job on the command line. */
  id: string;
  /** What the table calls it. */
  title: string;
  /** Default: `everything`. */
  on?: InstanceName;
  /** Nothing is in the cache, and the clock starts with the navigation. */
  isFirstVisit?: boolean;
  ours: Walk;
  /** Or why Clerk's screens cannot do the job on our server. */
  clerk: Walk | { cannot: string };
}
