import { define } from '../../elements/base/define.ts';
import { ClerkRedirectToSignUp } from '../../elements/gates/redirect-to-sign-up.ts';

define('clerk-redirect-to-sign-up', ClerkRedirectToSignUp);

export type { ClerkRedirectToSignUp };
