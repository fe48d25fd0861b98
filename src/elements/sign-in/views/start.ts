import { html, type TemplateResult } from 'lit';
import { card } from '../../parts/card.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';
import { signUpAction } from './sign-up-action.ts';
import { identifierOptions, startPassword } from './start-fields.ts';

const PLAIN = /^(password|email|ticket|reset)/;

/** Who are you? With the password on the same page when the instance asks for both at once. */
export function start(host: SignInHost, step: Step<'start'>): TemplateResult | undefined {
  // More ways in than these have a screen of their own, see `full-start.ts`.
  if (host.environment?.auth_config.first_factors?.some((name) => !PLAIN.test(name))) return undefined;
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
      html`${field(host, { name: 'identifier', value: step.identifier, ...identifierOptions(host, step) })}${startPassword(host, step)}
      ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'identify')}`,
    ),
  });
}
