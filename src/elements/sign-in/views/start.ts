import { html, type TemplateResult } from 'lit';
import { accountsKey } from '../../../client/session/accounts-key.ts';
import { localStore } from '../../../client/platform/local-storage.ts';
import { isPlainFactor } from '../../../protocol/strategies.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { SignInHost, Step } from '../sign-in-host.ts';
import { identifierOptions, identify, otherMethods, startCard, startPassword } from './start-card.ts';

/** Draws the first view, unless one that is loaded later takes its place: see `full` in `sign-in.ts`. */
export function start(host: SignInHost, step: Step<'start'>): TemplateResult | undefined {
  if (host.environment?.auth_config.first_factors?.some((name) => !isPlainFactor(name)) || isGreeting(host))
    return undefined;
  return plainStart(host, step);
}

/** Returns whether the first view greets accounts that the browser keeps. An empty list is kept as two characters. */
export function isGreeting({ welcomeBack, environment, clerk }: SignInHost): unknown {
  const isOn = welcomeBack || environment?.auth_config.welcome_back;
  return isOn && clerk && localStore.get(accountsKey(clerk))?.[2];
}

/** Asks who the user is, and for the password if the instance asks for both together. */
export function plainStart(host: SignInHost, step: Step<'start'>): TemplateResult {
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
