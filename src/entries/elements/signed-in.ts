import { define } from '../../elements/base/define.ts';
import { ClerkSignedIn } from '../../elements/gates/signed-in.ts';

define('clerk-signed-in', ClerkSignedIn);

export type { ClerkSignedIn };
