import { html, nothing, type TemplateResult } from 'lit';
import type { WithoutPassword } from '../../../client/flows/types.ts';
import type { TextIn, TextKey } from '../../../localization/types.ts';
import { card, footerAction } from '../../parts/card.ts';
import { type FieldOptions, field } from '../../parts/field.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';

type StartStep = Step<'start'>;

/** What the button that is being pressed leads to. */
let wanted: WithoutPassword | undefined;

/** Draws the card of the first view. */
export function startCard(host: SignInHost, { name }: StartStep, body: unknown): TemplateResult {
  const text = (key: TextIn<'signIn.start'>) => host.t(`signIn.start.${key}`);
  const { mode = '' } = host.environment?.user_settings.sign_up ?? {};
  const offersSignUp = /public|waitlist/.test(mode) && !host.withSignUp;
  return card(host, {
    flow: 'signIn',
    part: 'start',
    step: name,
    title: text('title'),
    subtitle: text('subtitle'),
    body,
    footer: offersSignUp && footerAction(host, 'signIn', text('actionText'), text('actionLink'), host.signUpLink),
  });
}

/** Returns the options of the field for an email address, a username, or either. */
export function identifierOptions(host: SignInHost, { identifiers }: StartStep): Omit<FieldOptions, 'name'> {
  const param = identifiers.filter((name) => name !== 'phone_number').join('_') || 'email_address';
  const label = param.replace('_a', 'A') as 'emailAddress' | 'emailAddress_username' | 'username';
  return {
    label: host.t(`formFieldLabel__${label}`),
    param,
    type: param === 'email_address' ? 'email' : 'text',
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
    action: without(host, host.cl('formFieldAction', 'password'), 'formFieldAction__forgotPassword', 'forgot'),
  });
}

/** Draws what leads from the password to the account's other methods, if the instance has one that starts with an address. */
export function otherMethods(host: SignInHost, { password }: StartStep): TemplateResult | typeof nothing {
  if (!password || !host.environment?.auth_config.first_factors?.[1]) return nothing;
  return html`<div class=${host.cl('footerAction', 'alternativeMethods')}>${without(host, host.cl('footerActionLink', 'alternativeMethods'), 'footerActionLink__useAnotherMethod', 'another')}</div>`;
}

/** Goes on with what the user typed. */
export function identify(host: SignInHost, { identifier = '', password }: Record<string, string>): void {
  host.form.submit({
    type: 'identify',
    identifier: identifier.trim(),
    password,
    instead: wanted,
  });
}

/** Sends the form of the first screen as its button does, to go on without the password. */
export function sendWithout(host: SignInHost, instead: WithoutPassword): void {
  wanted = instead;
  // `identify` has run when the call returns.
  host.renderRoot.querySelector<HTMLElement>('.cl-formButtonPrimary')?.click();
  wanted = undefined;
}

/** Draws a button that does so. It is no submit button, because Enter presses the first one of a form. */
function without(host: SignInHost, classes: string, text: TextKey, instead: WithoutPassword): TemplateResult {
  return html`<button type="button" role="link" class=${classes} @click=${() => sendWithout(host, instead)} .textContent=${host.t(text)}></button>`;
}
