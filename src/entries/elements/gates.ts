import { define } from '../../elements/base/define.ts';
import { ClerkRedirectToSignIn } from '../../elements/gates/redirect-to-sign-in.ts';
import { ClerkSignedIn } from '../../elements/gates/signed-in.ts';
import { ClerkSignedOut } from '../../elements/gates/signed-out.ts';

// One chunk for all three; not by importing their entries, which a bundler may take for free of side effects.
define('clerk-signed-in', ClerkSignedIn);
define('clerk-signed-out', ClerkSignedOut);
define('clerk-redirect-to-sign-in', ClerkRedirectToSignIn);

export type { ClerkRedirectToSignIn, ClerkSignedIn, ClerkSignedOut };
