import { define } from '../../elements/base/define.ts';
import { ClerkUserButton } from '../../elements/user-button/user-button.ts';

define('clerk-user-button', ClerkUserButton);

export type { ClerkUserButton };
