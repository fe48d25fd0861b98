import { isProduction, judgeDomain } from '../../../protocol/diagnosis/judge-sites.ts';
import type { Check } from '../check.ts';

/** A production instance has to share a registrable domain with its pages. */
export const checkDomain: Check = {
  name: 'domain',
  good: 'The page and its production instance are of one site.',
  run: (facts) => (facts.api && isProduction(facts) ? judgeDomain(facts) : undefined),
};
