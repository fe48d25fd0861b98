import { define } from '../../elements/base/define.ts';
import { ClerkSsoCallback } from '../../elements/callbacks/sso-callback.ts';

define('clerk-sso-callback', ClerkSsoCallback);

export type { ClerkSsoCallback };
