import { define } from '../../elements/base/define.ts';
import { ClerkUserProfile } from '../../elements/user-profile/user-profile.ts';

define('clerk-user-profile', ClerkUserProfile);

export type { ClerkUserProfile };
