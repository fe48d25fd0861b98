import { html, nothing, type TemplateResult } from 'lit';
import { alternativeMethods as texts } from '../../../localization/en-us/alternative-methods.ts';
import { startOptions } from '../../../localization/en-us/start-options.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { alternativeMethodsCard } from '../../parts/factor-views/alternative-methods-card.ts';
import { getHelpCard } from '../../parts/factor-views/get-help-card.ts';
import { divider, socialButtons } from '../../parts/social-buttons.ts';
import social from '../../styles/social.css';
import type { AnyFactorStep, SignInHost } from '../sign-in-host.ts';

/** Lists the account's other methods, and says where to get help when none of them works. */
export const alternativeMethods: DeferredView<SignInHost, AnyFactorStep> = {
  sheets: [social],
  texts: [texts, startOptions],
  draw: (host, step) => (host.choosing === 'help' ? help(host, step) : methods(host, step)),
};

function methods(host: SignInHost, step: AnyFactorStep): TemplateResult {
  const group = host.choosing === 'forgot' ? 'forgotPasswordAlternativeMethods' : 'alternativeMethods';
  // Only a first factor can be an account with a provider; a second factor is one of the account's own.
  const buttons = step.name === 'factor-one' ? socialButtons(host) : nothing;
  return alternativeMethodsCard(host, {
    ...common(host, step),
    title: host.t(`signIn.${group}.title`),
    subtitle: host.t(`signIn.${group}.subtitle`),
    above: html`${buttons}${buttons !== nothing && step.alternatives.length > 0 ? divider(host) : nothing}`,
    alternatives: step.alternatives,
    choose: (factor) => host.chooseFactor(factor),
  });
}

function help(host: SignInHost, step: AnyFactorStep): TemplateResult {
  return getHelpCard(host, { ...common(host, step), back: step.alternatives.length > 0 ? 'another' : null });
}

function common(host: SignInHost, { name, identifier }: AnyFactorStep) {
  const edit = () => host.form.goTo('start');
  return { flow: 'signIn', texts: 'signIn', step: name, identifier, edit } as const;
}
