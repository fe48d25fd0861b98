import { define } from '../../elements/base/define.ts';
import { ClerkSignInWithMetamask } from '../../elements/buttons/sign-in-with-metamask.ts';

define('clerk-sign-in-with-metamask', ClerkSignInWithMetamask);

export type { ClerkSignInWithMetamask };
