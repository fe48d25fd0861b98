import { define } from '../../elements/base/define.ts';
import { ClerkUserProfileLink, ClerkUserProfilePage } from '../../elements/parts/children/profile-children.ts';
import { ClerkUserProfile } from '../../elements/user-profile/user-profile.ts';

// The children first: the element reads them when it draws.
define('clerk-user-profile-page', ClerkUserProfilePage);
define('clerk-user-profile-link', ClerkUserProfileLink);
define('clerk-user-profile', ClerkUserProfile);

export type { ClerkUserProfile, ClerkUserProfileLink, ClerkUserProfilePage };
