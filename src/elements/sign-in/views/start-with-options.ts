import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { localStore } from '../../../client/platform/local-storage.ts';
import { accountsKey } from '../../../client/session/accounts-key.ts';
import { ownGlobal } from '../../../client/platform/native.ts';
import { phone } from '../../../localization/en-us/phone.ts';
import { startOptions } from '../../../localization/en-us/start-options.ts';
import { focusFirst } from '../../controllers/focus.ts';
import { errorAlert } from '../../parts/alert.ts';
import { deferred } from '../../parts/deferred.ts';
import { type FieldOptions, field } from '../../parts/field.ts';
import type { DeferredViews } from '../../parts/flow-screen.ts';
import { form } from '../../parts/form.ts';
import { spinner } from '../../parts/icon.ts';
import { loadAhead } from '../../parts/load-ahead.ts';
import { usePhone } from '../../parts/phone/deferred-phone.ts';
import { phoneField, phonePart, phoneValues } from '../../parts/phone/phone-field.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import { begin, divider, isBegun, lastUsedBadge, socialButtons } from '../../parts/social-buttons.ts';
import phoneSheet from '../../styles/phone.css';
import social from '../../styles/social.css';
import type { ViewHost } from '../../base/view-host.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';
import { identifierOptions, identify, otherMethods, startCard, startPassword } from './start-card.ts';

type StartStep = Step<'start'>;

/** Whether the user types a phone number or another identifier, and what they typed as either. */
class IdentifierKind {
  /** Undefined until the user has chosen. */
  usesPhone: boolean | undefined;
  readonly #typed = new Map<boolean, string>();

  /**
   * Switches to the other kind.
   *
   * @param text what stands in the field
   * @returns what the user typed as the other kind before
   */
  switch(isPhone: boolean, text: string): string | undefined {
    this.#typed.set(isPhone, text);
    this.usesPhone = !isPhone;
    return this.#typed.get(!isPhone);
  }
}

/** The first view of an instance that offers more sign-in methods than an email address or username and a password. */
export const startWithOptions: DeferredViews<SignInHost, StartStep> = {
  sheets: [social, phoneSheet],
  texts: [startOptions, phone],
  views: { start: (host, step) => (isGreeting(host) ? greet(host, step) : draw(host, step)) },
};

const greet = deferred<SignInHost, StartStep>(
  async () => (await import('./welcome-back.ts')).welcomeBack(draw),
  (host) => host.requestUpdate(),
);

/** Returns whether the browser keeps accounts that are to be greeted. An empty list is kept as two characters. */
function isGreeting({ welcomeBack, environment, clerk }: SignInHost): boolean {
  const isOn = welcomeBack || environment?.auth_config.welcome_back;
  return !!isOn && !!clerk && !!localStore.get(accountsKey(clerk))?.[2];
}

function draw(host: SignInHost, step: StartStep): TemplateResult {
  usePhone(phonePart);
  offerPasskey(host);
  const buttons = socialButtons(host);
  const hasForm = step.identifiers.length > 0;
  const isBelow = host.option('socialButtonsPlacement') === 'bottom';
  const line = hasForm && buttons !== nothing ? divider(host) : nothing;
  const typed = hasForm ? identifierForm(host, step) : passkeyLink(host);
  const { global } = host.form.errors;
  return startCard(
    host,
    step,
    html`${hasForm ? nothing : errorAlert(host, global)}${
      isBelow ? html`${typed}${line}${buttons}` : html`${buttons}${line}${typed}`
    }`,
  );
}

/** Draws again once a form that was hidden is seen. */
class Sight {
  readonly observer: IntersectionObserver;
  constructor(host: ViewHost) {
    this.observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.observer.disconnect();
      host.requestUpdate();
    });
  }
}

/**
 * Lets the browser offer passkeys in the identifier field, as soon as the field is there and again after the user tried
 * something else. A second call does nothing while the first one waits. A hidden form, such as in `<clerk-signed-out>`,
 * asks for nothing: an authenticator that answers without the user would sign in again.
 */
function offerPasskey(host: SignInHost): void {
  if (host.form.pending || !host.environment?.user_settings.passkey_settings?.allow_autofill) return;
  queueMicrotask(() => {
    if (host.renderRoot.checkVisibility?.() === false) host.state(Sight).observer.observe(host.renderRoot);
    else host.form.watch('passkey');
  });
}

function identifierForm(host: SignInHost, step: StartStep): TemplateResult {
  const kind = host.state(IdentifierKind);
  const others = step.identifiers.filter((name) => name !== 'phone_number');
  const hasPhone = others.length < step.identifiers.length;
  const isPhone = hasPhone && (others.length === 0 || (kind.usesPhone ?? step.identifier.startsWith('+')));
  const switchKind = () => {
    const text = kind.switch(isPhone, input(host)?.value ?? '');
    host.requestUpdate();
    void host.updateComplete.then(() => {
      if (text) Object.assign(input(host) ?? {}, { value: text });
      // The button that had the focus is gone with its field.
      focusFirst(host.renderRoot);
    });
  };
  const typed = others.map((name) => name.replace('_address', '')).join('_') as 'email' | 'username' | 'email_username';
  const action =
    hasPhone && others.length > 0
      ? html`<button type="button" role="link" class=${host.cl('formFieldAction', 'identifier')} @click=${switchKind} .textContent=${host.t(`signIn.start.actionLink__use_${isPhone ? typed : 'phone'}`)}></button>`
      : nothing;
  // Both kinds have the same name: to password managers a phone number is an identifier like any other.
  const options = { name: 'identifier', value: step.identifier, action };
  return html`${form(
    host,
    (values) => identify(host, isPhone ? phoneValues(values, 'identifier') : values),
    html`${keyed(isPhone, isPhone ? phoneField(host, { ...options, autocomplete: step.password ? 'username' : undefined }) : field(host, { ...options, ...textOptions(host, step) }))}
    ${startPassword(host, step)}
    ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'identify')}${otherMethods(host, step)}`,
  )}${passkeyLink(host)}`;
}

function input(host: SignInHost): HTMLInputElement | null {
  return host.renderRoot.querySelector('input[name=identifier]');
}

function textOptions(host: SignInHost, step: StartStep): Omit<FieldOptions, 'name'> {
  const options = identifierOptions(host, step);
  const isAutofill = host.environment?.user_settings.passkey_settings?.allow_autofill;
  return isAutofill ? { ...options, autocomplete: 'username webauthn' as AutoFill } : options;
}

function passkeyLink(host: SignInHost): TemplateResult | typeof nothing {
  if (!host.environment?.user_settings.passkey_settings?.show_sign_in_button) return nothing;
  // Nearly every browser has passkeys, so a server, which cannot know, draws the link.
  if (ownGlobal('document') && !ownGlobal('PublicKeyCredential')) return nothing;
  const isLast = host.clerk?.client?.lastAuthenticationStrategy === 'passkey';
  const isPending = isBegun(host, 'passkey');
  const near = () => loadAhead('passkey');
  return html`<div class=${host.cl('footerAction', 'usePasskey')}>
    <button type="button" class=${host.cl('footerActionLink', 'usePasskey', isPending && 'loading')} aria-busy=${isPending} @pointerenter=${near} @focus=${near} @click=${() => begin(host, 'passkey')} .textContent=${host.t('signIn.start.actionLink__use_passkey')}></button>
    ${isPending ? spinner(host) : isLast ? lastUsedBadge(host) : nothing}
  </div>`;
}
