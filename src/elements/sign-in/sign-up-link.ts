import { counterpartUrl } from '../base/counterpart-url.ts';
import type { SignInHost } from './sign-in-host.ts';

/** A sign-in that knows where its sign-up is. */
export interface LinkingSignIn extends Omit<SignInHost, 'signUpLink'> {
  readonly signUpUrl: string | undefined;
  readonly waitlistUrl: string | undefined;
}

/** Returns the URL of the sign-up page, with the parameters that decide where to go afterwards. */
export function signUpLink(host: LinkingSignIn): string {
  const { clerk, environment } = host;
  const own = (name: 'signUpUrl' | 'waitlistUrl') => host[name] || clerk?.__internal_getOption(name);
  // Where people join a waitlist, the form of the sign-up is for those who have an invitation.
  const base =
    (environment?.user_settings.sign_up.mode === 'waitlist' && own('waitlistUrl')) ||
    own('signUpUrl') ||
    environment?.display_config.sign_up_url;
  return counterpartUrl(clerk, base, host.form.kept, {
    sign_in_force_redirect_url: host.forceRedirectUrl,
    sign_in_fallback_redirect_url: host.fallbackRedirectUrl,
    sign_up_force_redirect_url: host.signUpForceRedirectUrl,
    sign_up_fallback_redirect_url: host.signUpFallbackRedirectUrl,
  });
}
