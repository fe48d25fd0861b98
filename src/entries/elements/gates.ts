import { define } from '../../elements/base/define.ts';
import { ClerkRedirectToSignIn } from '../../elements/gates/redirect-to-sign-in.ts';
import { ClerkSignedIn } from '../../elements/gates/signed-in.ts';
import { ClerkSignedOut } from '../../elements/gates/signed-out.ts';

// One segment for all three. It does not import their entries, because a bundler may drop those as free of side effects.
define('clerk-signed-in', ClerkSignedIn);
define('clerk-signed-out', ClerkSignedOut);
define('clerk-redirect-to-sign-in', ClerkRedirectToSignIn);

export type { ClerkRedirectToSignIn, ClerkSignedIn, ClerkSignedOut };
