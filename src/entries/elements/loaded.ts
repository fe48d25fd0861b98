import { define } from '../../elements/base/define.ts';
import { ClerkLoaded } from '../../elements/gates/loaded.ts';

define('clerk-loaded', ClerkLoaded);

export type { ClerkLoaded };
