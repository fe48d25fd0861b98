import { define } from '../../elements/base/define.ts';
import { ClerkSignIn } from '../../elements/sign-in/sign-in.ts';

define('clerk-sign-in', ClerkSignIn);

export type { ClerkSignIn };
