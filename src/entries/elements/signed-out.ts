import { define } from '../../elements/base/define.ts';
import { ClerkSignedOut } from '../../elements/gates/signed-out.ts';

define('clerk-signed-out', ClerkSignedOut);

export type { ClerkSignedOut };
