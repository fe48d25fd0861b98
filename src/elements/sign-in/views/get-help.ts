import { html, nothing, type TemplateResult } from 'lit';
import { card } from '../../parts/card.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { outline } from '../../parts/outline.ts';
import type { ClerkSignIn } from '../sign-in.ts';
import type { AnyFactorStep } from './alternative-methods.ts';

const BACK = 'M9.5 3.5 5 8l4.5 4.5';
const MAIL = 'M2 3.75h12v8.5H2v-8.5Zm.25.5L8 8.75l5.75-4.5';

/** Whom to ask when no method works. */
export function getHelp(host: ClerkSignIn, step: AnyFactorStep): TemplateResult {
  const address = supportAddress(host);
  return card(host, {
    flow: 'signIn',
    part: 'havingTrouble',
    step: step.name,
    title: host.t('signIn.alternativeMethods.getHelp.title'),
    subtitle: host.t(`signIn.alternativeMethods.getHelp.${address ? 'content' : 'contentWithoutSupport'}`),
    preview: identityPreview(host, step.identifier, () => host.form.show('start')),
    body: address
      ? html`<div class=${host.cl('alternativeMethods')}>
          <a class=${host.cl('alternativeMethodsBlockButton', 'support')} href="mailto:${address}">
            ${outline(MAIL)}<span class=${host.cl('alternativeMethodsBlockButtonText', 'support')} .textContent=${host.t('signIn.alternativeMethods.getHelp.blockButton__emailSupport')}></span
            >
          </a>
          <p class=${host.cl('supportAddress')} .textContent=${address}></p>
        </div>`
      : nothing,
    footer: html`<div class=${host.cl('footerAction', 'back')}>
      <button type="button" class=${host.cl('backLink')} @click=${() => host.choose(step.alternatives.length > 0 ? 'another' : null)}>
        ${outline(BACK)}<span .textContent=${host.t('backButton')}></span>
      </button>
    </div>`,
  });
}

/** The application's own address wins over that of the instance. */
function supportAddress({ clerk, environment }: ClerkSignIn): string {
  return clerk?.__internal_getOption('supportEmail') || environment?.display_config.support_email || '';
}
