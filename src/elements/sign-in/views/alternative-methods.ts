import { html, nothing, type TemplateResult } from 'lit';
import type { FactorStep } from '../../../client/flows/types.ts';
import type { FirstFactor, SecondFactor } from '../../../client/resources/types.ts';
import { otherMethods } from '../../../localization/en-us/other-methods.ts';
import { waysIn } from '../../../localization/en-us/ways-in.ts';
import { errorAlert } from '../../parts/alert.ts';
import { card } from '../../parts/card.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { methodButton } from '../../parts/method-button.ts';
import { outline } from '../../parts/outline.ts';
import { divider, socialButtons } from '../../parts/social-buttons.ts';
import social from '../../styles/social.css';
import type { ClerkSignIn } from '../sign-in.ts';
import { getHelp } from './get-help.ts';

type Factor = FirstFactor | SecondFactor;
export type AnyFactorStep = FactorStep<string, Factor>;

const BACK = 'M9.5 3.5 5 8l4.5 4.5';

/** The account's other ways to prove that it is you, and where to ask when none of them works. */
export const screen: DeferredScreen<ClerkSignIn, AnyFactorStep> = {
  sheets: [social],
  texts: [otherMethods, waysIn],
  draw: (host, step) => (host.choosing === 'help' ? getHelp(host, step) : methods(host, step)),
};

function methods(host: ClerkSignIn, step: AnyFactorStep): TemplateResult {
  const { global } = host.form.errors;
  const texts = host.choosing === 'forgot' ? 'forgotPasswordAlternativeMethods' : 'alternativeMethods';
  const take = (strategy: string) => host.form.submit({ type: 'method', strategy });
  // A second factor is one of the account's own; the first may be an account elsewhere.
  const buttons = step.name === 'factor-one' ? socialButtons(host, take, undefined) : nothing;
  const list = step.alternatives.map((factor) => methodButton(host, factor, 'signIn', () => host.take(factor)));
  return card(host, {
    flow: 'signIn',
    part: 'alternativeMethods',
    step: step.name,
    title: host.t(`signIn.${texts}.title`),
    subtitle: host.t(`signIn.${texts}.subtitle`),
    preview: identityPreview(host, step.identifier, () => host.form.show('start')),
    body: html`${errorAlert(host, global)}${buttons}${
      buttons !== nothing && list.length > 0 ? divider(host) : nothing
    }<div class=${host.cl('alternativeMethods')}>${list}</div>`,
    footer: html`<div class=${host.cl('footerAction', 'back')}>
        <button type="button" class=${host.cl('backLink')} @click=${() => host.choose(null)}>
          ${outline(BACK)}<span .textContent=${host.t('backButton')}></span>
        </button>
      </div>
      <div class=${host.cl('footerAction', 'havingTrouble')}>
        <span class=${host.cl('footerActionText')} .textContent=${host.t('signIn.alternativeMethods.actionText')}></span>
        <button type="button" class=${host.cl('footerActionLink', 'havingTrouble')} @click=${() => host.choose('help')} .textContent=${host.t('signIn.alternativeMethods.actionLink')}></button>
      </div>`,
  });
}
