import { html, nothing, type TemplateResult } from 'lit';
import type { FactorStep } from '../../../client/flows/types.ts';
import type { FirstFactor, SecondFactor } from '../../../client/resources/types.ts';
import { otherMethods } from '../../../localization/en-us/other-methods.ts';
import { waysIn } from '../../../localization/en-us/ways-in.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { alternativeMethodsCard } from '../../parts/factor-views/alternative-methods.ts';
import { getHelpCard } from '../../parts/factor-views/get-help.ts';
import { divider, socialButtons } from '../../parts/social-buttons.ts';
import social from '../../styles/social.css';
import type { ClerkSignIn } from '../sign-in.ts';

export type AnyFactorStep = FactorStep<string, FirstFactor | SecondFactor>;

/** Lists the account's other methods, and says where to get help when none of them works. */
export const screen: DeferredScreen<ClerkSignIn, AnyFactorStep> = {
  sheets: [social],
  texts: [otherMethods, waysIn],
  draw: (host, step) => (host.choosing === 'help' ? help(host, step) : methods(host, step)),
};

function methods(host: ClerkSignIn, step: AnyFactorStep): TemplateResult {
  const texts = host.choosing === 'forgot' ? 'forgotPasswordAlternativeMethods' : 'alternativeMethods';
  const start = (strategy: string) => host.form.submit({ type: 'method', strategy });
  // Only a first factor can be an account with a provider; a second factor is one of the account's own.
  const buttons = step.name === 'factor-one' ? socialButtons(host, start, undefined) : nothing;
  return alternativeMethodsCard(host, {
    ...common(host, step),
    title: host.t(`signIn.${texts}.title`),
    subtitle: host.t(`signIn.${texts}.subtitle`),
    above: html`${buttons}${buttons !== nothing && step.alternatives.length > 0 ? divider(host) : nothing}`,
    alternatives: step.alternatives,
    choose: (factor) => host.take(factor),
  });
}

function help(host: ClerkSignIn, step: AnyFactorStep): TemplateResult {
  return getHelpCard(host, { ...common(host, step), back: step.alternatives.length > 0 ? 'another' : null });
}

function common(host: ClerkSignIn, { name, identifier }: AnyFactorStep) {
  const edit = () => host.form.show('start');
  return { flow: 'signIn', texts: 'signIn', step: name, identifier, edit } as const;
}
