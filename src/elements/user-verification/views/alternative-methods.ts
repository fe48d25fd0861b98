import { html } from 'lit';
import type { TextIn } from '../../../localization/types.ts';
import { errorAlert } from '../../parts/alert.ts';
import { card } from '../../parts/card.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { methodButton } from '../../parts/method-button.ts';
import type { Draw } from './codes.ts';
import { backLink } from './get-help.ts';

/** The user's other ways to prove it, and where to ask when none of them works. */
export const alternativeMethods: Draw = (host, verification) => {
  const { global } = host.form.errors;
  const text = (key: TextIn<'reverification.alternativeMethods'>) => host.t(`reverification.alternativeMethods.${key}`);
  return card(host, {
    flow: 'userVerification',
    part: 'alternativeMethods',
    step: verification.isSecond ? 'factor-two' : 'factor-one',
    title: text('title'),
    subtitle: text('subtitle'),
    preview: identityPreview(host, verification.identifier),
    body: html`${errorAlert(host, global)}
      <div class=${host.cl('alternativeMethods')}>
        ${verification.alternatives.map((factor) =>
          methodButton(host, factor, 'reverification', () => void host.take(factor)),
        )}
      </div>`,
    footer: html`${backLink(host, null)}
      <div class=${host.cl('footerAction', 'havingTrouble')}>
        <span class=${host.cl('footerActionText')} .textContent=${text('actionText')}></span>
        <button type="button" class=${host.cl('footerActionLink', 'havingTrouble')} @click=${() => host.choose('help')} .textContent=${text('actionLink')}></button>
      </div>`,
  });
};
