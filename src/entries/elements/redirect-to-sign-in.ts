import { define } from '../../elements/base/define.ts';
import { ClerkRedirectToSignIn } from '../../elements/gates/redirect-to-sign-in.ts';

define('clerk-redirect-to-sign-in', ClerkRedirectToSignIn);

export type { ClerkRedirectToSignIn };
