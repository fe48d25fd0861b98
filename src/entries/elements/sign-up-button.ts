import { define } from '../../elements/base/define.ts';
import { ClerkSignUpButton } from '../../elements/buttons/sign-up-button.ts';

define('clerk-sign-up-button', ClerkSignUpButton);

export type { ClerkSignUpButton };
