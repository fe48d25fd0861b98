import { define } from '../../elements/base/define.ts';
import { ClerkSignOutButton } from '../../elements/buttons/sign-out-button.ts';

define('clerk-sign-out-button', ClerkSignOutButton);

export type { ClerkSignOutButton };
