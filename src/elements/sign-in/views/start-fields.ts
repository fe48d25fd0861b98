import { nothing, type TemplateResult } from 'lit';
import { footerAction } from '../../parts/card.ts';
import { type FieldOptions, field } from '../../parts/field.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';

type StartStep = Step<'start'>;

/** Returns the options of the field for an email address, a username, or either. */
export function identifierOptions(host: SignInHost, { identifiers }: StartStep): Omit<FieldOptions, 'name'> {
  const username = identifiers.includes('username');
  const email = identifiers.includes('email_address');
  const label = email && username ? 'emailAddress_username' : username ? 'username' : 'emailAddress';
  return {
    label: host.t(`formFieldLabel__${label}`),
    type: username ? 'text' : 'email',
    autocomplete: 'username',
  };
}

/** Draws the password field if the instance asks for the password together with the identifier. */
export function startPassword(host: SignInHost, step: StartStep): TemplateResult | typeof nothing {
  if (!step.password) return nothing;
  return field(host, {
    name: 'password',
    label: host.t('formFieldLabel__password'),
    type: 'password',
    autocomplete: 'current-password',
    required: false,
  });
}

/** Draws the link to sign-up or to the waitlist; nothing if the instance accepts no new accounts. */
export function signUpAction(host: SignInHost): TemplateResult | false {
  return (
    /public|waitlist/.test(host.environment?.user_settings.sign_up.mode ?? '') &&
    !host.withSignUp &&
    footerAction(host, 'signIn', host.t('signIn.start.actionText'), host.t('signIn.start.actionLink'), host.signUpLink)
  );
}
