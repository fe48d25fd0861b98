import { html, type TemplateResult } from 'lit';
import { accountsKey } from '../../../client/session/accounts-key.ts';
import { localStore } from '../../../client/platform/local-storage.ts';
import { isPlainFactor } from '../../../protocol/strategies.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';
import { identifierOptions, identify, otherMethods, startCard, startPassword } from './start-card.ts';

/** Asks who the user is, and for the password if the instance asks for both together. */
export function start(host: SignInHost, step: Step<'start'>): TemplateResult | undefined {
  const { welcomeBack, environment, clerk } = host;
  const { first_factors, welcome_back } = environment?.auth_config ?? {};
  // `start-with-options.ts` draws the view of an instance with further sign-in methods, and greets accounts that the browser
  // keeps. An empty list is kept as two characters.
  const isGreeting = (welcomeBack || welcome_back) && clerk && localStore.get(accountsKey(clerk))?.[2];
  // What greets them is on its way while that view is loaded, which asks for it, too, and reports a failure.
  if (isGreeting) import('./welcome-back.ts').catch(() => {});
  if (isGreeting || first_factors?.some((name) => !isPlainFactor(name))) return undefined;
  return startCard(
    host,
    step,
    form(
      host,
      (values) => identify(host, values),
      html`${field(host, { name: 'identifier', value: step.identifier, ...identifierOptions(host, step) })}${startPassword(host, step)}
      ${primaryButton(host, host.t('formButtonPrimary'), host.form.pending === 'identify')}${otherMethods(host, step)}`,
    ),
  );
}
