import { define } from '../../elements/base/define.ts';
import { ClerkFailed } from '../../elements/gates/failed.ts';

define('clerk-failed', ClerkFailed);

export type { ClerkFailed };
