import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { SignUpFieldSpec, SignUpValues } from '../../../client/flows/types.ts';
import { isProviderFactor } from '../../../protocol/strategies.ts';
import type { TextIn } from '../../../localization/types.ts';
import { card, footerAction } from '../../parts/card.ts';
import { type FieldOptions, field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { deferredPhone, readPhone } from '../../parts/phone/deferred-phone.ts';
import { passwordHint } from '../../parts/password-hint.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import { withStrength } from '../../parts/strength/with-strength.ts';
import type { SignUpHost, Step } from '../sign-up-host.ts';
import { type DeferredView, deferred } from '../../parts/deferred.ts';

/** Parts of the view. The form is drawn once those that it shows are loaded, but for the place of the bot check, which is empty. */
const providerButtons = part(async () => (await import('./provider-buttons.ts')).providerButtons);
const legalField = part(async () => (await import('./legal-field.ts')).legalField);
const knownAccount = part(async () => (await import('./known-account.ts')).knownAccount);
const captchaPlace = part(async () => (await import('../../parts/captcha-place.ts')).captchaPlace);
const restricted = part(async () => (await import('./restricted.ts')).restricted);

type FieldsStep = Step<'start' | 'continue'>;

const AUTOCOMPLETE: Record<Exclude<SignUpFieldSpec['name'], 'legalAccepted'>, AutoFill> = {
  emailAddress: 'email',
  phoneNumber: 'tel',
  username: 'username',
  password: 'new-password',
  firstName: 'given-name',
  lastName: 'family-name',
};

/** Draws the fields of a sign-up: all that the instance has at first, later those that are still missing. */
export function fields(host: SignUpHost, step: FieldsStep): unknown {
  const { mode, captcha_enabled, show_optional_fields } = host.environment?.user_settings.sign_up ?? {};
  // An invitation opens a closed instance. With a waitlist, the flow goes on to its own step.
  const isInvited = host.form.kept.has('__clerk_ticket');
  if (step.name === 'start' && mode !== 'public' && !isInvited) {
    return mode === 'waitlist' ? undefined : restricted(host, null);
  }
  const factors = (step.name === 'start' && host.environment?.auth_config.first_factors) || [];
  const hasProviders = factors.some(isProviderFactor);
  // Without a sign-in method that needs the form, the fields that the provider left empty come in the next step.
  const hasForm = !hasProviders || factors.some((name) => !/^(oauth_|web3_|passkey$)/.test(name));
  // An invitation is for one email address.
  const asked = hasForm ? step.fields.filter(({ name }) => !isInvited || name !== 'emailAddress') : [];
  // Optional fields are shown from the start, or never, or are behind a link.
  const setting = host.option('showOptionalFields') ?? show_optional_fields;
  // Every account has an identifier.
  const isNamed = isInvited || asked.some((spec) => spec.required && isIdentifier(spec));
  const isAside = (spec: SignUpFieldSpec) =>
    step.name === 'start' && setting !== true && !spec.required && !spec.isKept && (isNamed || !isIdentifier(spec));
  const main = asked.filter((spec) => !isAside(spec));
  const optional = asked.filter((spec) => setting !== false && isAside(spec));
  const has = (selector: string) => !!host.renderRoot.querySelector(selector);
  // They are open when they have a value, such as what the user typed on the sign-in page: nobody should send it unseen.
  const isOpen =
    has('.cl-optional[open]') ||
    optional.some(({ name }) => host.form.errors.fields[name] || step.values[name as keyof SignUpValues]);
  // The code for phone numbers is loaded when somebody wants to give one.
  const isDrawn = ({ name }: SignUpFieldSpec) => name !== 'phoneNumber' || isOpen || has('[name=phoneNumber]');
  const shown = [...main, ...optional.filter(isDrawn)];
  const drawn = new Map(shown.map((spec) => [spec, drawField(host, spec, step, main.some(isIdentifier))]));
  const providers = hasProviders && providerButtons(host, { hasForm });
  // The form waits for all of its parts, so that it does not move when one is loaded.
  if ((hasProviders && !providers) || [...drawn.values()].includes(undefined)) return undefined;
  const draw = (fields: readonly SignUpFieldSpec[]) =>
    rows(fields).map((row) => html`<div class=${host.cl('formFieldRow')}>${row.map((spec) => drawn.get(spec))}</div>`);
  const legal = main.find(({ name }) => name === 'legalAccepted');
  const texts = legal && !asked[1] ? 'legalConsent.continue' : step.name;
  const text = (key: TextIn<'signUp.continue'>) => host.t(`signUp.${texts}.${key}`);
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
              html`<div class=${host.cl('formContainer')}>${draw(main.filter((spec) => spec !== legal))}${
                optional.length
                  ? html`<details class="cl-optional" ?open=${isOpen} @toggle=${() => host.requestUpdate()}>
                      <summary><span class=${host.cl('formFieldAction', 'optional')} .textContent=${host.t('signUp.start.optionalFields')}></span></summary>
                      <div class=${host.cl('formContainer')}>${draw(shown.slice(main.length))}</div>
                    </details>`
                  : nothing
              }${legal ? draw([legal]) : nothing}</div>
          ${captcha_enabled ? captchaPlace(host, null) : nothing}${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'fields')}`,
            ),
          )
        : nothing
    }`,
  });
}

function part<Step>(load: () => Promise<DeferredView<SignUpHost, Step>>): (host: SignUpHost, step: Step) => unknown {
  return deferred(load, (host) => host.requestUpdate());
}

function isIdentifier({ name }: SignUpFieldSpec): boolean {
  return /^(emailAddress|phoneNumber|username)$/.test(name);
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

/** Draws a field; undefined while its code is being loaded. */
function drawField(host: SignUpHost, spec: SignUpFieldSpec, { values }: FieldsStep, isNamed: boolean): unknown {
  const { name, required, isKept } = spec;
  if (name === 'legalAccepted') return legalField(host, null);
  const options: FieldOptions = {
    name,
    label: host.t(`formFieldLabel__${name}`),
    autocomplete: AUTOCOMPLETE[name],
    optional: !required && !isKept,
    required,
    value: values[name as keyof SignUpValues],
  };
  if (name === 'phoneNumber') return deferredPhone(host, options);
  if (name !== 'password') return field(host, { ...options, type: name === 'emailAddress' ? 'email' : 'text' });
  const password = withStrength(
    host,
    field(host, {
      ...options,
      type: name,
      hint: passwordHint(host),
      minLength: host.environment?.user_settings.password_settings?.min_length,
    }),
  );
  return isKept
    ? knownAccount(host, { values, password })
    : [isNamed ? '' : knownAccount(host, { values, password: '' }), password];
}

/** Trims every value but the password, and drops empty ones and the account's name, which is only shown. */
function trimmed(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, name === 'password' ? value : value.trim()] as const)
      .filter(([name, value]) => value && name !== 'account'),
  );
}
