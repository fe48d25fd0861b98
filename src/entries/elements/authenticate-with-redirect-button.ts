import { define } from '../../elements/base/define.ts';
import { ClerkAuthenticateWithRedirectButton } from '../../elements/buttons/authenticate-with-redirect-button.ts';

define('clerk-authenticate-with-redirect-button', ClerkAuthenticateWithRedirectButton);

export type { ClerkAuthenticateWithRedirectButton };
