import type { TemplateResult } from 'lit';
import { footerAction } from '../../parts/card.ts';
import type { SignInHost } from '../sign-in-host.ts';

/** The way to an account, or to the list of those who wait for one. An instance that takes no new ones offers none. */
export function signUpAction(host: SignInHost): TemplateResult | false {
  return (
    /public|waitlist/.test(host.environment?.user_settings.sign_up.mode ?? '') &&
    !host.withSignUp &&
    footerAction(host, 'signIn', host.t('signIn.start.actionText'), host.t('signIn.start.actionLink'), host.signUpLink)
  );
}
