import { define } from '../../elements/base/define.ts';
import { ClerkWaitlist } from '../../elements/waitlist/waitlist.ts';

define('clerk-waitlist', ClerkWaitlist);

export type { ClerkWaitlist };
