import type { Cost } from './person.ts';

export type Standing = 'ahead' | 'equal' | 'behind';

export interface Score {
  standing: Standing;
  /** What we need more of than Clerk's screens. */
  worse: string[];
}

/** Milliseconds by which times of equal jobs may differ: nobody notices less. */
const SAME = 50;
const COUNTS = ['clicks', 'keys', 'fields'] as const;

/** We are ahead with no more clicks, keys and fields, and less time. */
export function score(ours: Cost, clerk: Cost): Score {
  const worse: string[] = COUNTS.filter((name) => ours[name] > clerk[name]);
  if (ours.ms > clerk.ms + SAME) worse.push('time');
  if (worse.length) return { standing: 'behind', worse };
  return { standing: ours.ms < clerk.ms - SAME ? 'ahead' : 'equal', worse };
}
