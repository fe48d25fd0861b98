import { html, nothing, type TemplateResult } from 'lit';
import type { SignInStep } from '../../../client/flows/types.ts';
import { card } from '../../parts/card.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { ClerkSignIn } from '../sign-in.ts';
import { signUpAction } from './sign-up-action.ts';

const PLAIN = /^(password|email|ticket|reset)/;

/** Who are you? With the password on the same page when the instance asks for both at once. */
export function start(host: ClerkSignIn, step: Extract<SignInStep, { name: 'start' }>): TemplateResult | undefined {
  // More ways in than these have a screen of their own, see `full-start.ts`.
  if (host.environment?.auth_config.first_factors?.some((name) => !PLAIN.test(name))) return undefined;
  const email = step.identifiers.includes('email_address');
  const username = step.identifiers.includes('username');
  const label = email && username ? 'emailAddress_username' : username ? 'username' : 'emailAddress';
  return card(host, {
    flow: 'signIn',
    part: 'start',
    step: step.name,
    title: host.t('signIn.start.title'),
    subtitle: host.t('signIn.start.subtitle'),
    footer: signUpAction(host),
    body: form(
      host,
      ({ identifier = '', password }) =>
        host.form.submit({ type: 'identify', identifier: identifier.trim(), ...(password ? { password } : {}) }),
      html`${field(host, {
        name: 'identifier',
        label: host.t(`formFieldLabel__${label}`),
        type: username ? 'text' : 'email',
        autocomplete: 'username',
        value: step.identifier,
      })}
      ${
        step.password
          ? field(host, {
              name: 'password',
              label: host.t('formFieldLabel__password'),
              type: 'password',
              autocomplete: 'current-password',
              required: false,
            })
          : nothing
      }
      ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'identify')}`,
    ),
  });
}
