import { nothing, type TemplateResult } from 'lit';
import type { TextIn } from '../../../localization/types.ts';
import { toSnakeCase } from '../../../protocol/letter-case.ts';
import { card, footerAction } from '../../parts/card.ts';
import { type FieldOptions, field } from '../../parts/field.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';

type StartStep = Step<'start'>;

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
  const username = identifiers.includes('username');
  const email = identifiers.includes('email_address');
  const label = email && username ? 'emailAddress_username' : username ? 'username' : 'emailAddress';
  return {
    label: host.t(`formFieldLabel__${label}`),
    param: toSnakeCase(label),
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
