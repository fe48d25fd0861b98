import { html, type TemplateResult } from 'lit';
import type { FirstFactor, SecondFactor } from '../../../client/resources/types/factors.ts';
import { errorAlert } from '../alert.ts';
import { card } from '../card.ts';
import { backLink, identityPreview } from '../identity-preview.ts';
import { methodButton } from '../method-button.ts';
import type { FactorHost, FactorScreen } from './factor-screen.ts';

type Factor = FirstFactor | SecondFactor;

export interface AlternativeMethodsOptions extends Omit<FactorScreen, 'footer'> {
  title: string;
  subtitle: string;
  /** Shown above the list. */
  above?: unknown;
  alternatives: readonly Factor[];
  choose(factor: Factor): void;
}

/** Lists the account's other methods, and leads to help when none of them works. */
export function alternativeMethodsCard(host: FactorHost, options: AlternativeMethodsOptions): TemplateResult {
  const { texts, identifier, edit, above, alternatives, choose } = options;
  const { global } = host.form.errors;
  const buttons = alternatives.map((factor) => methodButton(host, factor, texts, () => choose(factor)));
  return card(host, {
    ...options,
    part: 'alternativeMethods',
    preview: identityPreview(host, identifier, edit),
    body: html`${errorAlert(host, global)}${above}<div class=${host.cl('alternativeMethods')}>${buttons}</div>`,
    footer: html`${backLink(host, () => host.choose(null))}
      <div class=${host.cl('footerAction', 'havingTrouble')}>
        <span class=${host.cl('footerActionText')} .textContent=${host.t(`${texts}.alternativeMethods.actionText`)}></span> <button type="button" class=${host.cl('footerActionLink', 'havingTrouble')} @click=${() => host.choose('help')} .textContent=${host.t(`${texts}.alternativeMethods.actionLink`)}></button>
      </div>`,
  });
}
