import { nothing, type TemplateResult } from 'lit';
import { type FieldOptions, field } from '../../parts/field.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';

type StartStep = Step<'start'>;

/** The field that takes an address, a username, or either. */
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

/** The password, when the instance asks for it on the same page. */
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
