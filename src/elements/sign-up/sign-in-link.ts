import { counterpartUrl } from '../base/counterpart-url.ts';
import type { SignUpHost } from './sign-up-host.ts';

/** A sign-up that knows where its sign-in is. */
export interface LinkingSignUp extends Omit<SignUpHost, 'signInLink'> {
  readonly signInUrl: string | undefined;
  readonly forceRedirectUrl: string | null | undefined;
  readonly fallbackRedirectUrl: string | null | undefined;
  readonly signInForceRedirectUrl: string | null | undefined;
  readonly signInFallbackRedirectUrl: string | null | undefined;
}

/** Returns the URL of the sign-in page, with the parameters that decide where to go afterwards. */
export function signInLink(host: LinkingSignUp): string {
  const { clerk } = host;
  const base =
    host.signInUrl || clerk?.__internal_getOption('signInUrl') || host.environment?.display_config.sign_in_url;
  return counterpartUrl(clerk, base, host.form.kept, {
    sign_up_force_redirect_url: host.forceRedirectUrl,
    sign_up_fallback_redirect_url: host.fallbackRedirectUrl,
    sign_in_force_redirect_url: host.signInForceRedirectUrl,
    sign_in_fallback_redirect_url: host.signInFallbackRedirectUrl,
  });
}
