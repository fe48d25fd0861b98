import { html, type TemplateResult } from 'lit';
import { isPlainFactor } from '../../../protocol/strategies.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';
import { identifierOptions, startCard, startPassword } from './start-card.ts';

/** Asks who the user is, and for the password if the instance asks for both together. */
export function start(host: SignInHost, step: Step<'start'>): TemplateResult | undefined {
  // `start-with-options.ts` draws the view of an instance with further sign-in methods.
  if (host.environment?.auth_config.first_factors?.some((name) => !isPlainFactor(name))) return undefined;
  return startCard(
    host,
    step,
    form(
      host,
      ({ identifier = '', password }) =>
        host.form.submit({ type: 'identify', identifier: identifier.trim(), ...(password ? { password } : {}) }),
      html`${field(host, { name: 'identifier', value: step.identifier, ...identifierOptions(host, step) })}${startPassword(host, step)}
      ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'identify')}`,
    ),
  );
}
