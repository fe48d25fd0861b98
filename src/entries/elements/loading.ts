import { define } from '../../elements/base/define.ts';
import { ClerkLoading } from '../../elements/gates/loading.ts';

define('clerk-loading', ClerkLoading);

export type { ClerkLoading };
