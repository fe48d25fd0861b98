import { define } from '../../elements/base/define.ts';
import { ClerkEmailLinkVerify } from '../../elements/callbacks/email-link-verify.ts';

define('clerk-email-link-verify', ClerkEmailLinkVerify);

export type { ClerkEmailLinkVerify };
