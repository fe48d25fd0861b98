import { define } from '../../elements/base/define.ts';
import { ClerkSignUp } from '../../elements/sign-up/sign-up.ts';

define('clerk-sign-up', ClerkSignUp);

export type { ClerkSignUp };
