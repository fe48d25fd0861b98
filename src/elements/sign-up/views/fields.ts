import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { SignUpFieldSpec, SignUpValues } from '../../../client/flows/types.ts';
import { isProviderFactor } from '../../../protocol/strategies.ts';
import type { TextIn } from '../../../localization/types.ts';
import { captchaPlace } from '../../parts/captcha-place.ts';
import { card, footerAction } from '../../parts/card.ts';
import { type FieldOptions, field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { deferredPhone, readPhone } from '../../parts/phone/deferred-phone.ts';
import { passwordHint } from '../../parts/password-hint.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import { withStrength } from '../../parts/strength/with-strength.ts';
import type { SignUpHost, Step } from '../sign-up-host.ts';
import { deferred } from '../../parts/deferred.ts';
import { restricted } from './restricted.ts';

const deferredProviders = deferred(
  async () => (await import('./provider-buttons.ts')).providerButtons,
  (host) => host.requestUpdate(),
);
const deferredLegal = deferred(
  async () => (await import('./legal-field.ts')).legalField,
  (host: SignUpHost) => host.requestUpdate(),
);
const deferredAccount = deferred(
  async () => (await import('./account-field.ts')).accountField,
  (host: SignUpHost) => host.requestUpdate(),
);

type FieldsStep = Step<'start' | 'continue'>;

const AUTOCOMPLETE: Record<SignUpFieldSpec['name'], AutoFill> = {
  emailAddress: 'email',
  phoneNumber: 'tel',
  username: 'username',
  password: 'new-password',
  firstName: 'given-name',
  lastName: 'family-name',
  legalAccepted: 'off',
};

/** Draws the fields of a sign-up: all of them at first, later those that are still missing. */
export function fields(host: SignUpHost, step: FieldsStep): TemplateResult | undefined {
  const { mode } = host.environment?.user_settings.sign_up ?? {};
  // An invitation opens a closed instance. With a waitlist, the flow goes on to its own step.
  const isInvited = host.form.kept.has('__clerk_ticket');
  if (step.name === 'start' && mode !== 'public' && !isInvited) {
    return mode === 'waitlist' ? undefined : restricted(host);
  }
  const text = (key: TextIn<'signUp.continue'>) => host.t(`signUp.${step.name}.${key}`);
  // An invitation is for one email address.
  const asked = step.fields.filter(({ name }) => !isInvited || name !== 'emailAddress');
  const factors = (step.name === 'start' && host.environment?.auth_config.first_factors) || [];
  const hasProviders = factors.some(isProviderFactor);
  // Without a sign-in method that needs the form, the fields that the provider left empty come in the next step.
  const hasForm = !hasProviders || factors.some((name) => !/^(oauth_|web3_|passkey$)/.test(name));
  const isShown = ({ required }: SignUpFieldSpec) => required || host.option('showOptionalFields') !== false;
  const shown = hasForm ? asked.filter(isShown) : [];
  const phone = shown.find(({ name }) => name === 'phoneNumber');
  const phoneField = phone && deferredPhone(host, optionsOf(host, phone, step));
  const legal = shown.find(({ name }) => name === 'legalAccepted');
  const legalField = legal && deferredLegal(host, null);
  const isNamed = shown.some(({ name }) => /^(emailAddress|phoneNumber|username)$/.test(name));
  const providers = hasProviders && deferredProviders(host, { hasForm });
  // The form waits for all of its parts, so that it does not move when one is loaded.
  if ((hasProviders && !providers) || (phone && !phoneField) || (legal && !legalField)) return undefined;
  return card(host, {
    flow: 'signUp',
    part: step.name,
    step: step.name,
    title: text('title'),
    subtitle: text('subtitle'),
    footer: footerAction(host, 'signUp', text('actionText'), text('actionLink'), host.signInLink),
    body: html`${providers || nothing}${
      hasForm
        ? keyed(
            step.name,
            form(
              host,
              (values) => host.form.submit({ type: 'fields', values: trimmed(readPhone(values, 'phoneNumber')) }),
              html`<div class=${host.cl('formContainer')}>${rows(shown).map((row) => html`<div class=${host.cl('formFieldRow')}>${row.map((spec) => (spec === phone ? phoneField : spec === legal ? legalField : drawField(host, spec, step, isNamed)))}</div>`)}</div>
          ${captchaPlace(host)}${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'fields')}`,
            ),
          )
        : nothing
    }`,
  });
}

/** Groups the fields into rows: first and last name share one. */
function rows(fields: readonly SignUpFieldSpec[]): SignUpFieldSpec[][] {
  const rows: SignUpFieldSpec[][] = [];
  for (const field of fields) {
    const last = rows.at(-1);
    if (field.name === 'lastName' && last?.[0]?.name === 'firstName') last.push(field);
    else rows.push([field]);
  }
  return rows;
}

function drawField(host: SignUpHost, spec: SignUpFieldSpec, step: FieldsStep, isNamed: boolean): unknown {
  const drawn = field(host, optionsOf(host, spec, step));
  if (spec.name !== 'password') return drawn;
  return [isNamed ? '' : deferredAccount(host, step.values), withStrength(host, drawn)];
}

function optionsOf(host: SignUpHost, spec: SignUpFieldSpec, step: FieldsStep): FieldOptions {
  const { name, required } = spec;
  const options: FieldOptions = {
    name,
    // The checkbox for the terms draws its own label.
    label: host.t(`formFieldLabel__${name as Exclude<typeof name, 'legalAccepted'>}`),
    autocomplete: AUTOCOMPLETE[name],
    optional: !required,
  };
  if (name === 'password') {
    const { min_length } = host.environment?.user_settings.password_settings ?? {};
    return { ...options, type: 'password', hint: passwordHint(host), minLength: min_length };
  }
  return {
    ...options,
    type: name === 'emailAddress' ? 'email' : 'text',
    value: step.values[name as keyof SignUpValues],
  };
}

/** Trims every value but the password, and drops empty ones and the account's name, which is only shown. */
function trimmed(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, name === 'password' ? value : value.trim()] as const)
      .filter(([name, value]) => value && name !== 'account'),
  );
}
