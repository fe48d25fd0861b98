import { define } from '../../elements/base/define.ts';
import { ClerkGoogleOneTap } from '../../elements/google-one-tap/google-one-tap.ts';

define('clerk-google-one-tap', ClerkGoogleOneTap);

export type { ClerkGoogleOneTap };
