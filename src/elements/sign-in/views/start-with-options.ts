import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { phone } from '../../../localization/en-us/phone.ts';
import { startOptions } from '../../../localization/en-us/start-options.ts';
import { focusFirst } from '../../controllers/focus.ts';
import { errorAlert } from '../../parts/alert.ts';
import { card } from '../../parts/card.ts';
import { type FieldOptions, field } from '../../parts/field.ts';
import type { DeferredViews } from '../../parts/flow-screen.ts';
import { form } from '../../parts/form.ts';
import { phoneField } from '../../parts/phone/phone-field.ts';
import { phoneValues } from '../../parts/phone/phone-values.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import { divider, lastUsedBadge, socialButtons } from '../../parts/social-buttons.ts';
import phoneSheet from '../../styles/phone.css';
import social from '../../styles/social.css';
import type { SignInHost, Step } from '../sign-in-host.ts';
import { signUpAction } from './sign-up-action.ts';
import { identifierOptions, startPassword } from './start-fields.ts';

type StartStep = Step<'start'>;

/** What the first screen is showing, by element: kept while the element lives. */
const usesPhone = new WeakMap<SignInHost, boolean>();
const taken = new WeakMap<SignInHost, string>();
/** What was typed before the field was turned, as an address (false) and as a number (true). */
const kept = new WeakMap<SignInHost, Map<boolean, string>>();

/** The first screen of an instance with more ways in than an address and a password. */
export const startWithOptions: DeferredViews<SignInHost, StartStep> = {
  sheets: [social, phoneSheet],
  texts: [startOptions, phone],
  views: { start: draw },
};

function draw(host: SignInHost, step: StartStep): TemplateResult {
  arm(host);
  const take = (strategy: string) => {
    taken.set(host, strategy);
    host.form.submit({ type: 'method', strategy });
  };
  const buttons = socialButtons(host, take, host.form.pending === 'method' ? taken.get(host) : undefined);
  const hasForm = step.identifiers.length > 0;
  const isBelow = host.option('socialButtonsPlacement') === 'bottom';
  const line = hasForm && buttons !== nothing ? divider(host) : nothing;
  const typed = hasForm ? identify(host, step, take) : passkeyLink(host, take);
  const { global } = host.form.errors;
  return card(host, {
    flow: 'signIn',
    part: 'start',
    step: step.name,
    title: host.t('signIn.start.title'),
    subtitle: host.t('signIn.start.subtitle'),
    footer: signUpAction(host),
    body: html`${hasForm ? nothing : errorAlert(host, global)}${
      isBelow ? html`${typed}${line}${buttons}` : html`${buttons}${line}${typed}`
    }`,
  });
}

/**
 * A passkey may be offered in the identifier field: that begins as soon as the field is there, and again after
 * something else was tried. Asking while it waits already does nothing.
 */
function arm(host: SignInHost): void {
  if (host.form.pending || !host.environment?.user_settings.passkey_settings?.allow_autofill) return;
  queueMicrotask(() => host.form.submit({ type: 'method', strategy: 'passkey', detail: 'autofill' }));
}

function identify(host: SignInHost, step: StartStep, take: (strategy: string) => void): TemplateResult {
  const others = step.identifiers.filter((name) => name !== 'phone_number');
  const hasPhone = others.length < step.identifiers.length;
  const isPhone = hasPhone && (others.length === 0 || (usesPhone.get(host) ?? step.identifier.startsWith('+')));
  const turn = () => {
    const texts = kept.get(host) ?? new Map<boolean, string>();
    kept.set(host, texts.set(isPhone, input(host)?.value ?? ''));
    usesPhone.set(host, !isPhone);
    host.requestUpdate();
    void host.updateComplete.then(() => {
      const text = texts.get(!isPhone);
      if (text) Object.assign(input(host) ?? {}, { value: text });
      // The button that was pressed goes with its field; the new one is what it was pressed for.
      focusFirst(host.renderRoot);
    });
  };
  const typed = others.map((name) => name.replace('_address', '')).join('_') as 'email' | 'username' | 'email_username';
  const action =
    hasPhone && others.length > 0
      ? html`<button type="button" class=${host.cl('formFieldAction', 'identifier')} @click=${turn} .textContent=${host.t(`signIn.start.actionLink__use_${isPhone ? typed : 'phone'}`)}></button>`
      : nothing;
  // A number is text to password managers: the same field under another sign.
  const options = { name: 'identifier', value: step.identifier, action };
  return html`${form(
    host,
    (values) => {
      const { identifier = '', password } = isPhone ? phoneValues(values, 'identifier') : values;
      host.form.submit({ type: 'identify', identifier: identifier.trim(), ...(password ? { password } : {}) });
    },
    html`${keyed(isPhone, isPhone ? phoneField(host, { ...options, autocomplete: step.password ? 'username' : undefined }) : field(host, { ...options, ...textOptions(host, step) }))}
    ${startPassword(host, step)}
    ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'identify')}`,
  )}${passkeyLink(host, take)}`;
}

function input(host: SignInHost): HTMLInputElement | null {
  return host.renderRoot.querySelector('input[name=identifier]');
}

function textOptions(host: SignInHost, step: StartStep): Omit<FieldOptions, 'name'> {
  const options = identifierOptions(host, step);
  const isAutofill = host.environment?.user_settings.passkey_settings?.allow_autofill;
  return isAutofill ? { ...options, autocomplete: 'username webauthn' as AutoFill } : options;
}

function passkeyLink(host: SignInHost, take: (strategy: string) => void): TemplateResult | typeof nothing {
  if (!host.environment?.user_settings.passkey_settings?.show_sign_in_button) return nothing;
  if (!Object.hasOwn(window, 'PublicKeyCredential')) return nothing;
  const isLast = host.clerk?.client?.lastAuthenticationStrategy === 'passkey';
  return html`<div class=${host.cl('footerAction', 'usePasskey')}>
    <button type="button" class=${host.cl('footerActionLink', 'usePasskey')} @click=${() => take('passkey')} .textContent=${host.t('signIn.start.actionLink__use_passkey')}></button>
    ${isLast ? lastUsedBadge(host) : nothing}
  </div>`;
}
