import { define } from '../../elements/base/define.ts';
import { ClerkRedirectToUserProfile } from '../../elements/gates/redirect-to-user-profile.ts';

define('clerk-redirect-to-user-profile', ClerkRedirectToUserProfile);

export type { ClerkRedirectToUserProfile };
