import { define } from '../../elements/base/define.ts';
import { ClerkAuthenticateWithRedirectButton } from '../../elements/buttons/authenticate-with-redirect-button.ts';
import { ClerkSignInButton } from '../../elements/buttons/sign-in-button.ts';
import { ClerkSignInWithMetamask } from '../../elements/buttons/sign-in-with-metamask.ts';
import { ClerkSignOutButton } from '../../elements/buttons/sign-out-button.ts';
import { ClerkSignUpButton } from '../../elements/buttons/sign-up-button.ts';

// One segment for all buttons without Lit. It does not import their entries, because a bundler may drop those as free of
// side effects.
define('clerk-authenticate-with-redirect-button', ClerkAuthenticateWithRedirectButton);
define('clerk-sign-in-button', ClerkSignInButton);
define('clerk-sign-in-with-metamask', ClerkSignInWithMetamask);
define('clerk-sign-out-button', ClerkSignOutButton);
define('clerk-sign-up-button', ClerkSignUpButton);
