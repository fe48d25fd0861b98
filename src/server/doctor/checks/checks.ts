import type { Check } from '../check.ts';
import { checkCache } from './cache.ts';
import { checkClock } from './clock.ts';
import { checkCookies } from './cookies.ts';
import { checkDomain } from './domain.ts';
import { checkKey } from './key.ts';
import { checkOrigin } from './origin.ts';
import { checkPolicy } from './policy.ts';
import { checkPresence } from './presence.ts';
import { checkProxy } from './proxy.ts';
import { checkScript } from './script.ts';
import { checkSecrets } from './secrets.ts';
import { checkSteps } from './steps.ts';

/** What is looked at in a page that has come, in the order of the list. */
export const CHECKS: readonly Check[] = [
  checkPresence,
  checkSecrets,
  checkKey,
  checkScript,
  checkCache,
  checkPolicy,
  checkOrigin,
  checkProxy,
  checkDomain,
  checkCookies,
  checkClock,
  checkSteps,
];
