import { define } from '../../elements/base/define.ts';
import { ClerkUserAvatar } from '../../elements/user-avatar/user-avatar.ts';

define('clerk-user-avatar', ClerkUserAvatar);

export type { ClerkUserAvatar };
