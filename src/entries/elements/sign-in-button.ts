import { define } from '../../elements/base/define.ts';
import { ClerkSignInButton } from '../../elements/buttons/sign-in-button.ts';

define('clerk-sign-in-button', ClerkSignInButton);

export type { ClerkSignInButton };
