import { define } from '../../elements/base/define.ts';
import { ClerkUserButtonAction, ClerkUserButtonLink } from '../../elements/parts/children/button-children.ts';
import { ClerkUserProfileLink, ClerkUserProfilePage } from '../../elements/parts/children/profile-children.ts';
import { ClerkUserButton } from '../../elements/user-button/user-button.ts';

// The children first: the element reads them when it draws.
define('clerk-user-button-action', ClerkUserButtonAction);
define('clerk-user-button-link', ClerkUserButtonLink);
define('clerk-user-profile-page', ClerkUserProfilePage);
define('clerk-user-profile-link', ClerkUserProfileLink);
define('clerk-user-button', ClerkUserButton);

export type { ClerkUserButton, ClerkUserButtonAction, ClerkUserButtonLink, ClerkUserProfileLink, ClerkUserProfilePage };
