import { define } from '../../elements/base/define.ts';
import { ClerkDegraded } from '../../elements/gates/degraded.ts';

define('clerk-degraded', ClerkDegraded);

export type { ClerkDegraded };
